import { setTimeout as delay } from 'node:timers/promises';
import { BareBrowser } from '../browser/bare-browser.js';
import { fillIn, type FilledForm, type FormChoice, type FormValues } from '../browser/fill-in.js';
import { readHtml, visibleText } from '../browser/html-document.js';
import { blankPage, Page } from '../browser/page.js';
import type { Send } from '../browser/send.js';

/** What a browser shows. */
export interface BrowserPage {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  /** What a person reads on it, spaces collapsed. */
  readonly text: string;
}

/** What a script got for a `fetch`. */
export interface JsonAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed, if it was JSON; otherwise the text. */
  readonly body: unknown;
}

// nestjs-scalekit-federation asks again whoever presses within 700 ms of the question.
const readingMs = 750;
const questionField = 'scalekit_csrf';

/**
 * A person's browser without script: it keeps cookies, follows redirects and `Refresh` to the end, and sends what
 * Chromium sends (`Sec-Fetch-*`, `Origin`, `Referer`, `SameSite`). It never calls the MCP client's redirect URI, but
 * stands there then.
 */
export class LoginBrowser {
  readonly #browser: BareBrowser<Page>;
  readonly #redirectUri: URL;
  readonly #send: Send;
  readonly #before: Page[] = [];
  #page: Page | undefined;
  #shownAt = 0;

  /**
   * @param shared the browser that this is another tab of
   * @internal
   */
  constructor(send: Send, redirectUri: string, shared?: BareBrowser<Page>) {
    this.#redirectUri = new URL(redirectUri);
    this.#browser = shared ?? new BareBrowser({ send, show: (...answer) => new Page(...answer) });
    this.#send = send;
  }

  /** Another tab of this browser: it has the same cookies, and a page of its own. */
  newTab(): LoginBrowser {
    return new LoginBrowser(this.#send, this.#redirectUri.href, this.#browser);
  }

  /** The page that it stands on, once one was opened. */
  get page(): BrowserPage | undefined {
    return this.#page && shown(this.#page);
  }

  /**
   * Opens an address that a person types, or one relative to the page, and goes where it leads.
   * @param options.from the URL of a page, perhaps of another site, that has a link there
   * @throws Error if nobody answers, or after 20 redirects
   */
  async open(url: string | URL, options: { from?: string } = {}): Promise<BrowserPage> {
    const from = options.from === undefined ? undefined : blankPage(new URL(options.from));
    const address = new URL(url, from?.url ?? this.#page?.url);
    return this.#settle(await this.#browser.navigate(address, from));
  }

  /**
   * Fills in the page's form as a person does, sends it with its hidden fields, and goes where it leads. On the question
   * of nestjs-scalekit-federation whether an account shall be used, a person reads first: there it waits until the page
   * has been shown for 750 ms.
   * @param values by the names of the fields; `true` and `false` tick boxes
   * @throws Error that says what the page has instead, if there is no such form, field or button
   */
  async submit(values: FormValues = {}, choice: FormChoice = {}): Promise<BrowserPage> {
    const page = this.#page;
    if (!page) throw new Error('No page is open: open login.url first');
    const form = fillIn(page.text, page.url, values, choice);
    return this.sendForm(form);
  }

  /**
   * Goes back to the page before this one. It shows what it showed then, and is asked for again only if it was sent with
   * `Cache-Control: no-store`.
   * @throws Error if there is no page before
   */
  async back(): Promise<BrowserPage> {
    const before = this.#before.pop();
    if (!before) throw new Error('There is no page to go back to');
    this.#page = undefined;
    if (
      before.headers.get('cache-control')?.includes('no-store') &&
      before.request.method === 'GET'
    ) {
      return this.#settle(await this.#browser.navigate(before.url));
    }
    return this.#stand(before);
  }

  /**
   * Sends a form that was filled in, and goes where it leads.
   * @param from the URL of a page of another site that the form is on; left out: the page that is shown
   * @internal
   */
  async sendForm(form: FilledForm, from?: string): Promise<BrowserPage> {
    if (from === undefined && form.fields.has(questionField)) await this.#read();
    return this.#settle(await this.#browser.sendForm(form, this.#pageAt(from)));
  }

  /**
   * Sends a form twice, the second time before the first is answered. The browser forgets the first answer, as browsers do.
   * @returns the status of both answers, and where the second leads
   * @internal
   */
  async sendFormTwice(form: FilledForm): Promise<{ statuses: number[]; page: BrowserPage }> {
    if (form.fields.has(questionField)) await this.#read();
    const send = () => this.#browser.sendForm(form, this.#pageAt());
    const [first, second] = await Promise.all([send(), send()]);
    return { statuses: [first.status, second.status], page: await this.#settle(second) };
  }

  /**
   * Follows redirects up to the first that leaves an origin.
   * @returns where that one leads, not called yet; undefined if none leaves
   * @internal
   */
  async leave(url: string): Promise<URL | undefined> {
    const { origin } = new URL(url);
    const leaves = (next: URL) => next.origin !== origin;
    return (await this.#browser.follow(await this.#browser.navigate(url), leaves)).next;
  }

  /** @internal */
  get redirectUri(): string {
    return this.#redirectUri.href;
  }

  /** @internal */
  get cookies(): BareBrowser<Page>['cookies'] {
    return this.#browser.cookies;
  }

  /**
   * A `fetch` by a script of the URL's own origin: a POST of JSON, without a body a GET. The page stays; a way that the
   * answer names, such as `redirectTo`, is opened by `open`.
   * @throws Error if nobody answers, or if the answer redirects to another origin
   */
  async json(url: string | URL, body?: unknown): Promise<JsonAnswer> {
    const target = new URL(url, this.#page?.url);
    const from = this.#page?.url.origin === target.origin ? this.#page : undefined;
    const first = await this.#browser.fetchJson(target, body, from);
    const leaves = (next: URL) => next.origin !== target.origin;
    const answer = first.location === undefined ? first : await this.#browser.follow(first, leaves);
    if (answer.location !== undefined) {
      throw new Error(`A script cannot follow ${target.pathname} to another origin`);
    }
    return { status: answer.status, headers: answer.headers, body: parsed(answer.text) };
  }

  async #settle(first: Page): Promise<BrowserPage> {
    const { origin, pathname } = this.#redirectUri;
    const last = await this.#browser.follow(
      first,
      (next) => next.origin === origin && next.pathname === pathname,
    );
    if (this.#page) this.#before.push(this.#page);
    return this.#stand(last.next ? blankPage(last.next) : last);
  }

  #stand(page: Page): BrowserPage {
    this.#page = page;
    this.#shownAt = performance.now();
    return shown(page);
  }

  #pageAt(from?: string): Page {
    if (from !== undefined) return blankPage(new URL(from));
    if (!this.#page) throw new Error('No page is open: open login.url first');
    return this.#page;
  }

  async #read(): Promise<void> {
    const leftMs = this.#shownAt + readingMs - performance.now();
    if (leftMs > 0) await delay(Math.ceil(leftMs));
  }
}

function shown({ url, status, headers, text: html }: Page): BrowserPage {
  return { url: url.href, status, headers, html, text: visibleText(readHtml(html)) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
