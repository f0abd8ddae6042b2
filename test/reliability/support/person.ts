import type { Dispatcher, Pool } from 'undici';
import { readTold, wayBackIn, type Told } from './answers.js';
import { addressOf, password } from './people.js';
import type { LoginRequestEntry } from './scalekit/ledger.js';

export type Style = 'form' | 'script';

const navigation = {
  accept: 'text/html,application/xhtml+xml',
  'sec-fetch-dest': 'document',
  'sec-fetch-mode': 'navigate',
};
const script = {
  accept: 'application/json',
  'sec-fetch-dest': 'empty',
  'sec-fetch-mode': 'cors',
};
const hiddenField = /<input type="hidden" name="([^"]+)" value="([^"]*)"/g;

/** What a press of the button has led to. */
export type Pressed =
  | { readonly kind: 'sent back'; readonly to: URL }
  | ({ readonly kind: 'told' } & Told)
  /** The connection broke, as when a replica is killed. */
  | { readonly kind: 'cut' };

/** Somebody in a browser of their own: as much of one as a login needs. */
export class Person {
  readonly #cookies = new Map<string, string>();
  #fields: Record<string, string> = {};

  /** @param origin as the browser knows the app */
  constructor(
    private readonly browser: Pool,
    private readonly origin: string,
    readonly id: string,
    private readonly style: Style,
  ) {}

  /** Opens the login page that Scalekit sends the browser to. */
  async open({ id, state, connection }: LoginRequestEntry): Promise<void> {
    const query = new URLSearchParams({ login_request_id: id, state });
    const page = await this.#ask('GET', `/login/${connection}?${query.toString()}`, {
      ...navigation,
      'sec-fetch-site': 'cross-site',
    });
    this.#fields = fieldsOf(await page.body.text());
    if (!('scalekit_txn' in this.#fields)) {
      throw new Error(`the login page was answered ${page.statusCode} and has no field of ours`);
    }
  }

  /** Signs in on the login page. */
  async signIn({ connection }: LoginRequestEntry): Promise<Pressed> {
    const values = { email: addressOf(this.id), password, ...this.#fields };
    return this.#press(`/login/${connection}`, values);
  }

  /** Presses Continue on the page that an answer has led to. @param read as long as it takes to read it */
  async goOn(path: string, read: () => Promise<void>): Promise<Pressed> {
    const page = await this.#ask('GET', path, { ...navigation, 'sec-fetch-site': 'same-origin' });
    const html = await page.body.text();
    const fields = fieldsOf(html);
    if (!('scalekit_csrf' in fields)) return this.#pressed(page, html);
    await read();
    return this.#press('/scalekit/continue', { ...fields, action: 'continue' }, 'form');
  }

  async #press(path: string, values: object, style: Style = this.style): Promise<Pressed> {
    const isForm = style === 'form';
    const headers = {
      ...(isForm ? navigation : script),
      'sec-fetch-site': 'same-origin',
      origin: this.origin,
      'content-type': isForm ? 'application/x-www-form-urlencoded' : 'application/json',
    };
    const body = isForm
      ? new URLSearchParams(values as Record<string, string>).toString()
      : JSON.stringify(values);
    try {
      const answer = await this.#ask('POST', path, headers, body);
      return this.#pressed(answer, await answer.body.text());
    } catch {
      return { kind: 'cut' };
    }
  }

  #pressed(answer: Dispatcher.ResponseData, text: string): Pressed {
    const back = wayBackIn(answer, text);
    return back === undefined
      ? { kind: 'told', ...readTold(answer, text) }
      : { kind: 'sent back', to: new URL(back, this.origin) };
  }

  async #ask(
    method: 'GET' | 'POST',
    path: string,
    headers: Record<string, string>,
    body?: string,
  ): Promise<Dispatcher.ResponseData> {
    const cookie = [...this.#cookies].map((pair) => pair.join('=')).join('; ');
    const answer = await this.browser.request({
      path,
      method,
      headers: { ...headers, ...(cookie !== '' && { cookie }) },
      body: body ?? null,
    });
    for (const line of [answer.headers['set-cookie'] ?? []].flat()) this.#keep(line);
    return answer;
  }

  #keep(line: string): void {
    const [pair = ''] = line.split(';', 1);
    const at = pair.indexOf('=');
    if (/max-age=0(;|$)/i.test(line)) this.#cookies.delete(pair.slice(0, at));
    else this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
}

function fieldsOf(html: string): Record<string, string> {
  const pairs = [...html.matchAll(hiddenField)].map(([, name = '', value = '']) => [name, value]);
  return Object.fromEntries(pairs) as Record<string, string>;
}
