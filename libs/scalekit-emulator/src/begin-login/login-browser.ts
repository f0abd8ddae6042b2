import { BareBrowser } from '../browser/bare-browser.js';
import { fillIn, type FilledForm, type FormChoice, type FormValues } from '../browser/fill-in.js';
import { blankPage, Page } from '../browser/page.js';
import type { Send } from '../browser/send.js';
import { parsed, shown, type BrowserPage, type JsonAnswer } from './browser-page.js';
import { TabPages } from './tab-pages.js';

/**
 * A person's browser without script: it keeps cookies, follows redirects and `Refresh` to the end, and sends what
 * Chromium sends (`Sec-Fetch-*`, `Origin`, `Referer`, `SameSite`). It never calls the MCP client's redirect URI, but
 * stands there then.
 */
export class LoginBrowser {
  readonly #browser: BareBrowser<Page>;
  readonly #redirectUri: URL;
  readonly #send: Send;
  readonly #pages = new TabPages();

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
    const { current } = this.#pages;
    return current && shown(current);
  }

  /**
   * Opens an address that a person types, or one relative to the page, and goes where it leads.
   * @param options.from the URL of a page, perhaps of another site, that has a link there
   * @throws Error if nobody answers, or after 20 redirects
   */
  async open(url: string | URL, options: { from?: string } = {}): Promise<BrowserPage> {
    const from = options.from === undefined ? undefined : blankPage(new URL(options.from));
    const address = new URL(url, from?.url ?? this.#pages.current?.url);
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
    const page = this.#pages.open;
    return this.sendForm(fillIn(page.text, page.url, values, choice));
  }

  /**
   * Goes back to the page before this one. It shows what it showed then, and is asked for again only if it was sent with
   * `Cache-Control: no-store`.
   * @throws Error if there is no page before
   */
  async back(): Promise<BrowserPage> {
    const before = this.#pages.takeBefore();
    const isStored = !before.headers.get('cache-control')?.includes('no-store');
    if (!isStored && before.request.method === 'GET') {
      return this.#settle(await this.#browser.navigate(before.url));
    }
    this.#pages.show(before);
    return shown(before);
  }

  /**
   * Sends a form that was filled in, and goes where it leads.
   * @param from the URL of a page of another site that the form is on; left out: the page that is shown
   * @internal
   */
  async sendForm(form: FilledForm, from?: string): Promise<BrowserPage> {
    if (from === undefined) await this.#pages.read(form);
    const page = from === undefined ? this.#pages.open : blankPage(new URL(from));
    return this.#settle(await this.#browser.sendForm(form, page));
  }

  /**
   * Sends a form twice, the second time before the first is answered. The browser forgets the first answer, as browsers do.
   * @returns the status of both answers, and where the second leads
   * @internal
   */
  async sendFormTwice(form: FilledForm): Promise<{ statuses: number[]; page: BrowserPage }> {
    await this.#pages.read(form);
    const send = () => this.#browser.sendForm(form, this.#pages.open);
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
    const target = new URL(url, this.#pages.current?.url);
    const { current } = this.#pages;
    const from = current?.url.origin === target.origin ? current : undefined;
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
    const page = last.next ? blankPage(last.next) : last;
    this.#pages.goOn(page);
    return shown(page);
  }
}
