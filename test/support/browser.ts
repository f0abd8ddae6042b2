import { CookieJar } from 'tough-cookie';
import { request as send, type Dispatcher } from 'undici';
import { later, readingMs } from './clock.js';
import { Page, type PageRequest } from './page.js';
import { fetchMetadata, originHeader, referer, siteOf } from './fetch-metadata.js';

/**
 * A browser without script for tests through HTTP: a cookie jar, forms, and the headers that
 * Chromium sends with navigations, form posts and `fetch` (`Sec-Fetch-*`, `Origin`, `Referer`).
 * Every call is one exchange; `follow` walks redirects and refreshes.
 */
export class Browser {
  readonly cookies = new CookieJar();

  constructor(
    private readonly options: {
      /** Trusts a test's certificate, resolves a made-up host name. */
      readonly dispatcher?: Dispatcher;
      /** Sent with every request and stronger than the browser's own; '' leaves one out. */
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {}

  /** Opens an address that was typed, or with `from` a link on that page. */
  navigate(url: string | URL, from?: Page): Promise<Page> {
    return this.#exchange({
      url: new URL(url, from?.url),
      method: 'GET',
      mode: 'navigate',
      from,
      userActivated: true,
      chain: [],
    });
  }

  /**
   * Fills in and sends a form of the page: the first one, by its first button, unless told. Who reads
   * the continue page takes time to do so, unless they are in haste.
   */
  submitForm(
    page: Page,
    values: Record<string, string> = {},
    options: { form?: string; button?: string; inHaste?: boolean } = {},
  ): Promise<Page> {
    const { action, method, fields } = page.form(values, options);
    const post = method === 'POST';
    if (!post) action.search = fields.toString();
    const reads = fields.has('scalekit_csrf') && options.inHaste !== true;
    const submit = () => this.#submit(page, action, method, fields);
    return reads ? later(readingMs, submit) : submit();
  }

  #submit(page: Page, action: URL, method: string, fields: URLSearchParams): Promise<Page> {
    const post = method === 'POST';
    return this.#exchange({
      url: action,
      method,
      mode: 'navigate',
      from: page,
      userActivated: true,
      chain: [],
      ...(post && {
        contentType: 'application/x-www-form-urlencoded',
        body: fields.toString(),
      }),
    });
  }

  /** `fetch` by a script of `from`, or of a page of the same origin: POST of JSON, else GET. */
  fetchJson(url: string | URL, body?: unknown, from?: Page): Promise<Page> {
    const target = new URL(url, from?.url);
    return this.#exchange({
      url: target,
      method: body === undefined ? 'GET' : 'POST',
      mode: 'cors',
      from: from ?? pageAt(new URL('/', target)),
      userActivated: false,
      chain: [],
      ...(body !== undefined && {
        contentType: 'application/json',
        body: JSON.stringify(body),
      }),
    });
  }

  /** Walks on until an answer leads nowhere, or to `until`, which is left in `page.next`. */
  async follow(page: Page, until?: string | ((next: URL) => boolean)): Promise<Page> {
    const stops =
      typeof until === 'string' ? (next: URL) => next.href.startsWith(until) : (until ?? never);
    let current = page;
    for (let hops = 0; current.next !== undefined && !stops(current.next); hops += 1) {
      if (hops === 20) throw new Error(`Too many redirects, the last to ${current.next.href}`);
      current = await this.#exchange(nextRequest(current, current.next));
    }
    return current;
  }

  /** Name and value of every cookie that a visit of the URL would send. */
  async cookiesFor(url: string | URL): Promise<Record<string, string>> {
    const cookies = await this.cookies.getCookies(new URL(url).href);
    return Object.fromEntries(cookies.map(({ key, value }) => [key, value]));
  }

  async #exchange(request: PageRequest): Promise<Page> {
    const { url } = request;
    const sameSiteContext = sameSite(request);
    const cookie = await this.cookies.getCookieString(url.href, { sameSiteContext });
    const own: Record<string, string | undefined> = {
      accept:
        request.mode === 'navigate'
          ? 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'
          : '*/*',
      'accept-language': 'en-GB,en;q=0.9',
      'user-agent': 'Mozilla/5.0 (test browser)',
      'content-type': request.contentType,
      cookie,
      origin: originHeader(request),
      referer: referer(request.from, url),
      ...fetchMetadata(request),
      ...this.options.headers,
    };
    const headers = Object.fromEntries(
      Object.entries(own).filter((entry): entry is [string, string] => Boolean(entry[1])),
    );
    const response = await send(url, {
      method: request.method,
      headers,
      body: request.body ?? null,
      ...(this.options.dispatcher && { dispatcher: this.options.dispatcher }),
    });
    const received = new Headers();
    for (const [name, value] of Object.entries(response.headers)) {
      for (const one of [value ?? []].flat()) received.append(name, one);
    }
    for (const line of received.getSetCookie()) {
      // A cookie that a browser would refuse is dropped, as a browser drops it. Navigations may set any.
      const context = request.mode === 'navigate' ? 'strict' : sameSiteContext;
      await this.cookies.setCookie(line, url.href, { sameSiteContext: context, ignoreError: true });
    }
    return new Page(request, response.statusCode, received, await response.body.text());
  }
}

const never = () => false;

/** Which SameSite cookies travel: all, those marked Lax at least, or only None. */
function sameSite(request: PageRequest): 'strict' | 'lax' | 'none' {
  if (siteOf(request) !== 'cross-site') return 'strict';
  return request.mode === 'navigate' && request.method === 'GET' ? 'lax' : 'none';
}

function nextRequest(page: Page, url: URL): PageRequest {
  const { request } = page;
  if (page.location === undefined) {
    return { url, method: 'GET', mode: 'navigate', from: page, userActivated: false, chain: [] };
  }
  const keeps = page.status === 307 || page.status === 308 || request.method === 'GET';
  return {
    ...request,
    url,
    chain: [...request.chain, request.url],
    ...(!keeps && { method: 'GET', body: undefined, contentType: undefined }),
  };
}

function pageAt(url: URL): Page {
  const request = { url, method: 'GET', mode: 'navigate', userActivated: true, chain: [] } as const;
  return new Page(request, 200, new Headers(), '');
}
