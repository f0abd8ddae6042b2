/** One cookie, as far as the app's host is concerned. */
interface Cookie {
  readonly name: string;
  readonly value: string;
  readonly isLax: boolean;
  /** The app has set it, in an answer to this very browser. */
  readonly isOfApp: boolean;
}

/**
 * The cookies that a browser sends to the app, with the rules of Chromium: names are the bytes that
 * were sent, parted by SP and HTAB alone, and nobody else sets one whose name begins with `__Host-`
 * (RFC 6265bis 4.1.3.2, 5.7).
 */
export class CookieJar {
  readonly #cookies: Cookie[] = [];

  /** A `Set-Cookie` line of the app. */
  keep(line: string): void {
    const { name, value } = pairIn(line);
    this.#drop((cookie) => cookie.name === name && cookie.isOfApp);
    if (/; *max-age=0(;|$)/i.test(line)) return;
    const isLax = /; *samesite=lax(;|$)/i.test(line);
    this.#cookies.push({ name, value, isLax, isOfApp: true });
  }

  /**
   * One that a sibling host sets for the whole domain.
   *
   * @returns false where the browser refuses it
   */
  plant(name: string, value: string): boolean {
    const own = pairIn(`${name}=${value}`);
    if (/^__(host|secure|http|host-http)-/i.test(own.name)) return false;
    this.#drop((cookie) => cookie.name === own.name && !cookie.isOfApp);
    this.#cookies.push({ ...own, isLax: true, isOfApp: false });
    return true;
  }

  /** A sibling host sets so many that the oldest ones of the domain are pushed out. */
  evict(count: number): void {
    this.#cookies.splice(0, count);
  }

  /** @param withLax SameSite=Lax ones, too */
  header(withLax: boolean): string | undefined {
    const sent = this.#cookies.filter(({ isLax }) => withLax || !isLax);
    return sent.length === 0
      ? undefined
      : sent.map(({ name, value }) => `${name}=${value}`).join('; ');
  }

  /** The login requests that the app keeps in this browser: name and value of their cookies, by txn. */
  loginRequests(): Map<string, { name: string; value: string }> {
    const own = this.#cookies.filter(({ isOfApp, name }) => isOfApp && txnIn(name) !== undefined);
    return new Map(own.map(({ name, value }) => [txnIn(name) ?? '', { name, value }]));
  }

  /** Of the app's session. */
  get session(): string | undefined {
    return this.#cookies.find(({ name, isOfApp }) => isOfApp && name === 'sid')?.value;
  }

  #drop(isMeant: (cookie: Cookie) => boolean): void {
    const at = this.#cookies.findIndex(isMeant);
    if (at >= 0) this.#cookies.splice(at, 1);
  }
}

function pairIn(line: string): { name: string; value: string } {
  const [pair = ''] = line.split(';', 1);
  const at = pair.indexOf('=');
  return { name: withoutBlanks(pair.slice(0, at)), value: withoutBlanks(pair.slice(at + 1)) };
}

function withoutBlanks(text: string): string {
  return text.replace(/^[ \t]+|[ \t]+$/g, '');
}

function txnIn(name: string): string | undefined {
  return /^(?:__Host-)?scalekit_([\w-]{16})$/.exec(name)?.[1];
}
