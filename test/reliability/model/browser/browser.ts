import { CookieJar } from './cookie-jar.js';
import { pageOf, type Form, type Page } from './page.js';
import { appOrigin, siteOf, type Initiator } from './sites.js';
import { exchange, type Received } from './transport.js';

/** The app's replicas, by their ports, and what stands before them. */
export interface Backend {
  /** Of the replica that gets the next request. */
  nextPort(): number;
  /** What the proxy writes as `Host`; nginx's bare `proxy_pass` names itself. */
  readonly host: string;
}

interface Request {
  readonly method: 'GET' | 'POST';
  /** Path and query. */
  readonly target: string;
  readonly initiator: Initiator;
  readonly body?: URLSearchParams | object | undefined;
  /** Which a script has sent. */
  readonly isScript?: boolean;
  /** A proxy of the front end's own server passes it on, without a word on where it came from. */
  readonly isPassedOn?: boolean;
}

/** Chromium, as far as the app can tell: its cookies, where its requests come from, where redirects lead. */
export class Browser {
  readonly jar = new CookieJar();

  constructor(
    private readonly backend: Backend,
    /** Hears of every address outside of the app that an answer leads to. */
    private readonly onLeave: (to: URL) => void,
  ) {}

  /** Opens an address of the app, and goes where its answers lead within the app. */
  open(target: string, initiator: Initiator): Promise<Page> {
    return this.#go({ method: 'GET', target, initiator });
  }

  /** Sends a form, of a page of the app's or of anybody's. */
  submit({ path, fields }: Form, initiator: Initiator, passedOn = false): Promise<Page> {
    const body = new URLSearchParams(fields);
    return this.#go({ method: 'POST', target: path, initiator, body, isPassedOn: passedOn });
  }

  /** What a script on some page is answered, as text. */
  async fetch(target: string, initiator: Initiator, body?: object): Promise<Received> {
    const method = body === undefined ? 'GET' : 'POST';
    const answer = await this.#ask({ method, target, initiator, body, isScript: true });
    const back = answer.headers['scalekit-redirect-to'];
    if (typeof back === 'string') this.#leaves(back);
    return answer;
  }

  async #go(request: Request, hops = 0): Promise<Page> {
    const answer = await this.#ask(request);
    const next = nextOf(answer);
    if (next === undefined) return pageOf(answer.status, answer.text, undefined);
    const leaving = this.#leaves(next);
    if (leaving !== undefined) return pageOf(answer.status, answer.text, leaving);
    if (hops === 5) throw new Error(`redirected in a circle: ${next}`);
    // A page of the app's leads on by itself; a redirect belongs to whoever began (Fetch 2.2.5).
    const initiator = answer.status < 300 ? appOrigin : request.initiator;
    const { pathname, search } = new URL(next, appOrigin);
    return this.#go({ method: 'GET', target: pathname + search, initiator }, hops + 1);
  }

  /** @returns the address, if it is none of the app's */
  #leaves(next: string): URL | undefined {
    const to = new URL(next, appOrigin);
    if (to.origin === appOrigin) return undefined;
    this.onLeave(to);
    return to;
  }

  async #ask(request: Request): Promise<Received> {
    const { method, target, body } = request;
    const sent = { method, path: target, headers: this.#headers(request), body: encoded(body) };
    const answer = await exchange(this.backend.nextPort(), sent);
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) this.jar.keep(line);
    return answer;
  }

  #headers({ method, initiator, body, isScript, isPassedOn }: Request): Record<string, string> {
    const site = siteOf(initiator);
    const isCrossSite = site === 'cross-site';
    // A cross-site script's request takes no Lax cookie along, and a navigation only by GET.
    const cookie = this.jar.header(!isCrossSite || (method === 'GET' && isScript !== true));
    const form = body instanceof URLSearchParams;
    return {
      host: this.backend.host,
      accept: isScript ? 'application/json' : 'text/html,application/xhtml+xml',
      ...(cookie !== undefined && { cookie }),
      ...(body && {
        'content-type': form ? 'application/x-www-form-urlencoded' : 'application/json',
      }),
      ...(isPassedOn !== true && {
        'sec-fetch-site': site,
        'sec-fetch-mode': isScript ? 'cors' : 'navigate',
        'sec-fetch-dest': isScript ? 'empty' : 'document',
        ...((method === 'POST' || (isScript && site !== 'same-origin')) && {
          origin: initiator === 'nobody' ? 'null' : initiator,
        }),
      }),
    };
  }
}

function encoded(body: URLSearchParams | object | undefined): string | undefined {
  if (body === undefined) return undefined;
  return body instanceof URLSearchParams ? body.toString() : JSON.stringify(body);
}

/** Where an answer leads by itself. */
function nextOf({ headers }: Received): string | undefined {
  const { location, refresh } = headers;
  if (typeof location === 'string') return location;
  return typeof refresh === 'string' ? /url=(.*)$/i.exec(refresh)?.[1] : undefined;
}
