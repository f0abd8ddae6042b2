import { CookieJar } from 'tough-cookie';
import { fetchMetadata, originHeader, referer, siteOf } from './fetch-metadata.js';
import type { FilledForm } from './fill-in.js';
import { blankPage, Page, type PageRequest } from './page.js';
import type { Send } from './send.js';

export interface BareBrowserOptions<Shown extends Page> {
  readonly send: Send;
  /** What the caller wants to know of an answer. */
  readonly show: (...answer: ConstructorParameters<typeof Page>) => Shown;
  /** Sent with every request and stronger than the browser's own; '' leaves one out. */
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A browser without script, one exchange at a time: a cookie jar, and the headers that Chromium sends with navigations,
 * form posts and `fetch` (`Sec-Fetch-*`, `Origin`, `Referer`). `follow` walks redirects and refreshes.
 */
export class BareBrowser<Shown extends Page> {
  /** As Chromium keeps them: `Secure` and `__Host-` ones of `http://localhost` too. */
  readonly cookies = new CookieJar();

  constructor(private readonly options: BareBrowserOptions<Shown>) {}

  /** Opens an address that was typed, or with `from` a link on that page. */
  navigate(url: string | URL, from?: Page): Promise<Shown> {
    return this.#exchange({
      url: new URL(url, from?.url),
      method: 'GET',
      mode: 'navigate',
      from,
      userActivated: true,
      chain: [],
    });
  }

  /** Sends a form that was filled in on a page. */
  sendForm({ action, method, fields }: FilledForm, from: Page): Promise<Shown> {
    const url = new URL(action);
    const post = method === 'POST';
    if (!post) url.search = fields.toString();
    return this.#exchange({
      url,
      method,
      mode: 'navigate',
      from,
      userActivated: true,
      chain: [],
      ...(post && { contentType: 'application/x-www-form-urlencoded', body: fields.toString() }),
    });
  }

  /** `fetch` by a script of `from`, or of a page of the same origin: POST of JSON, else GET. */
  fetchJson(url: string | URL, body?: unknown, from?: Page): Promise<Shown> {
    const target = new URL(url, from?.url);
    return this.#exchange({
      url: target,
      method: body === undefined ? 'GET' : 'POST',
      mode: 'cors',
      from: from ?? blankPage(new URL('/', target)),
      userActivated: false,
      chain: [],
      ...(body !== undefined && { contentType: 'application/json', body: JSON.stringify(body) }),
    });
  }

  /** Walks on until an answer leads nowhere, or to `until`, which is left in `page.next`. */
  async follow(page: Shown, until?: string | ((next: URL) => boolean)): Promise<Shown> {
    const stops =
      typeof until === 'string' ? (next: URL) => next.href.startsWith(until) : (until ?? never);
    let current = page;
    for (let hops = 0; current.next !== undefined && !stops(current.next); hops += 1) {
      if (hops === 20) throw new Error(`Too many redirects, the last to ${current.next.href}`);
      current = await this.#exchange(nextRequest(current, current.next));
    }
    return current;
  }

  async #exchange(request: PageRequest): Promise<Shown> {
    const { url, method, body } = request;
    const sameSiteContext = sameSite(request);
    const cookie = await this.cookies.getCookieString(url.href, { sameSiteContext });
    const own = { ...headersOf(request), cookie, ...this.options.headers };
    const headers = Object.fromEntries(
      Object.entries(own).filter((entry): entry is [string, string] => Boolean(entry[1])),
    );
    const answer = await this.options.send({ url, method, headers, body });
    for (const line of answer.headers.getSetCookie()) {
      // A cookie that a browser would refuse is dropped, as a browser drops it. Navigations may set any.
      const context = request.mode === 'navigate' ? 'strict' : sameSiteContext;
      await this.cookies.setCookie(line, url.href, { sameSiteContext: context, ignoreError: true });
    }
    return this.options.show(request, answer.status, answer.headers, answer.text);
  }
}

const never = () => false;

function headersOf(request: PageRequest): Record<string, string | undefined> {
  const navigates = request.mode === 'navigate';
  return {
    accept: navigates ? 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' : '*/*',
    'accept-language': 'en-GB,en;q=0.9',
    'user-agent': 'Mozilla/5.0 (test browser)',
    'content-type': request.contentType,
    // Node would send a body that has no length in chunks.
    'content-length': request.body && String(Buffer.byteLength(request.body)),
    origin: originHeader(request),
    referer: referer(request.from, request.url),
    ...fetchMetadata(request),
  };
}

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
