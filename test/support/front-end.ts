import { randomBytes } from 'node:crypto';
import { blankPage } from '../../libs/scalekit-emulator/src/browser/page.js';
import { Browser } from './browser.js';
import type { Page } from './page.js';

/** A page of a front end on another origin, as it stands in a browser: its script fetches, and it keeps a key in memory. */
export class FrontEndPage {
  readonly key = randomBytes(24).toString('base64url');
  private readonly page: Page;

  constructor(
    origin: string,
    private readonly api: string,
    readonly browser = new Browser(),
  ) {
    this.page = blankPage(new URL(origin)) as Page;
  }

  get(path: string, query: URLSearchParams | Record<string, string> = {}): Promise<Page> {
    const url = new URL(path, this.api);
    for (const [name, value] of new URLSearchParams(query)) url.searchParams.append(name, value);
    return this.browser.fetchJson(url, undefined, this.page);
  }

  post(path: string, body: object): Promise<Page> {
    return this.browser.fetchJson(new URL(path, this.api), body, this.page);
  }

  /** By a form of the page, without a script. */
  postForm(path: string, fields: Record<string, string>): Promise<Page> {
    const action = new URL(path, this.api);
    const form = { action, method: 'POST', fields: new URLSearchParams(fields) } as const;
    return this.browser.sendForm(form, this.page);
  }

  /** What the capture route answers to the query that the page was opened with. */
  async capture(link: URL, path = '/login-request'): Promise<Record<string, string>> {
    const query = new URLSearchParams(link.search);
    query.set('scalekit_page', this.key);
    const answer = await this.get(path, query);
    return answer.json() as Record<string, string>;
  }

  /** What the login of this page carries beside its own fields. */
  fields({ ticket = '' }: Record<string, string>): Record<string, string> {
    return { scalekit_txn: ticket, scalekit_page: this.key };
  }
}
