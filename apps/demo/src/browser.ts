import { CookieJar } from 'tough-cookie';
import { request } from 'undici';
import type { Hop } from './hop.js';
import { Page } from './page.js';

const MAX_HOPS = 20;
const TIMEOUT_MS = 60_000;

/**
 * As much of a browser as a login takes: cookies, forms, redirects, and the headers by which
 * servers tell a navigation from a script.
 */
export class Browser {
  private readonly cookies = new CookieJar();

  constructor(private readonly onHop: (hop: Hop) => void) {}

  /** Opens a URL and walks on until a page stays, or until it would leave for `stopAt`. */
  async open(url: URL, stopAt?: URL): Promise<Page> {
    return this.follow(await this.exchange(url, 'GET'), stopAt);
  }

  /** Fills in the form of that button, presses it, and walks on as {@link open} does. */
  async submit(
    page: Page,
    values: Record<string, string>,
    press: RegExp,
    stopAt?: URL,
  ): Promise<Page> {
    const { action, method, fields } = page.fillIn(values, press);
    if (method === 'GET') action.search = fields.toString();
    const body = method === 'GET' ? undefined : fields.toString();
    return this.follow(await this.exchange(action, method, page, body), stopAt);
  }

  private async follow(first: Page, stopAt: URL | undefined): Promise<Page> {
    let page = first;
    for (let hops = 0; page.next !== undefined; hops += 1) {
      if (stopAt !== undefined && isSamePlace(page.next, stopAt)) break;
      if (hops === MAX_HOPS) throw new Error(`Too many redirects, the last to ${page.next.origin}`);
      page = await this.exchange(page.next, 'GET', page);
    }
    return page;
  }

  private async exchange(url: URL, method: string, from?: Page, body?: string): Promise<Page> {
    const cookie = await this.cookies.getCookieString(url.href);
    const response = await request(url, {
      method: method === 'POST' ? 'POST' : 'GET',
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        accept: 'text/html,application/xhtml+xml',
        'sec-fetch-dest': 'document',
        'sec-fetch-mode': 'navigate',
        'sec-fetch-site': siteOf(url, from),
        ...(cookie !== '' && { cookie }),
        ...(body !== undefined && {
          'content-type': 'application/x-www-form-urlencoded',
          origin: originOf(from),
        }),
      },
      ...(body !== undefined && { body }),
    });
    this.onHop({ actor: 'browser', method, url, status: response.statusCode });

    const headers = new Headers();
    for (const [name, values] of Object.entries(response.headers)) {
      for (const value of [values ?? []].flat()) headers.append(name, value);
    }
    for (const line of headers.getSetCookie()) await this.cookies.setCookie(line, url.href);
    return new Page(url, response.statusCode, headers, await response.body.text());
  }
}

function isSamePlace(one: URL, other: URL): boolean {
  return one.origin === other.origin && one.pathname === other.pathname;
}

/** Everything in the demo is on localhost, and a site has no port. */
function siteOf(url: URL, from: Page | undefined): string {
  if (from === undefined) return 'none';
  return from.url.origin === url.origin ? 'same-origin' : 'same-site';
}

/** A page without a referrer does not name its origin either (Fetch standard, section 3.2). */
function originOf(from: Page | undefined): string {
  const silent = from?.headers.get('referrer-policy') === 'no-referrer';
  return from === undefined || silent ? 'null' : from.url.origin;
}
