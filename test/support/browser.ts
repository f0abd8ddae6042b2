import { request, type Dispatcher } from 'undici';
import { BareBrowser } from '../../libs/scalekit-emulator/src/browser/bare-browser.js';
import type { Send } from '../../libs/scalekit-emulator/src/browser/send.js';
import { Page } from './page.js';

/**
 * The emulator's browser for tests that look closely: every call is one exchange, `follow` walks on, and a page can be
 * asked by selectors.
 */
export class Browser extends BareBrowser<Page> {
  constructor(
    options: {
      /** Trusts a test's certificate, resolves a made-up host name. */
      readonly dispatcher?: Dispatcher;
      /** Sent with every request and stronger than the browser's own; '' leaves one out. */
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    const { dispatcher, headers = {} } = options;
    super({ headers, send: sendBy(dispatcher), show: (...answer) => new Page(...answer) });
  }

  /**
   * Fills in and sends a form of the page: the first one, by its first button, unless told. Who reads
   * the continue page takes time to do so, unless they are in haste.
   */
  async submitForm(
    page: Page,
    values: Record<string, string> = {},
    options: { form?: string; button?: string; inHaste?: boolean } = {},
  ): Promise<Page> {
    const form = page.form(values, options);
    const send = () => this.sendForm(form, page);
    const reads = form.fields.has('scalekit_csrf') && options.inHaste !== true;
    if (!reads) return send();
    // The clock is Jest's, and this browser runs outside of Jest, too.
    const { later, readingMs } = await import('./clock.js');
    return later(readingMs, send);
  }

  /** Name and value of every cookie that a visit of the URL would send. */
  async cookiesFor(url: string | URL): Promise<Record<string, string>> {
    const cookies = await this.cookies.getCookies(new URL(url).href);
    return Object.fromEntries(cookies.map(({ key, value }) => [key, value]));
  }
}

function sendBy(dispatcher: Dispatcher | undefined): Send {
  return async ({ url, method, headers, body = null }) => {
    const options = { method, headers, body, ...(dispatcher && { dispatcher }) } as const;
    const answer = await request(url, options as Parameters<typeof request>[1]);
    const received = new Headers();
    for (const [name, value] of Object.entries(answer.headers)) {
      for (const one of [value ?? []].flat()) received.append(name, one);
    }
    return { status: answer.statusCode, headers: received, text: await answer.body.text() };
  };
}
