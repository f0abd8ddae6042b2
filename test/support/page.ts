import { load, type CheerioAPI } from 'cheerio';

/** What a redirect needs to know about the request that it answers. */
export interface PageRequest {
  readonly url: URL;
  readonly method: string;
  readonly mode: 'navigate' | 'cors';
  readonly contentType?: string | undefined;
  readonly body?: string | undefined;
  /** The page that held the link, form or script; none for an address that was typed. */
  readonly from?: Page | undefined;
  readonly userActivated: boolean;
  /** Every URL of the redirect chain before this one. */
  readonly chain: readonly URL[];
}

/** One form as a browser without script would send it. */
export interface FormData {
  readonly action: URL;
  readonly method: string;
  readonly fields: URLSearchParams;
}

/** One HTTP answer as the browser holds it. */
export class Page {
  #document?: CheerioAPI;

  constructor(
    readonly request: PageRequest,
    readonly status: number,
    readonly headers: Headers,
    readonly text: string,
  ) {}

  get url(): URL {
    return this.request.url;
  }

  /** The parsed document; `noscript` is part of it, for there is no script here. */
  get $(): CheerioAPI {
    return (this.#document ??= load(this.text, { scriptingEnabled: false }));
  }

  /** Where the answer sends the browser: `Location`, else a `Refresh` by header or meta tag. */
  get next(): URL | undefined {
    const target = this.location ?? this.refresh;
    return target === undefined ? undefined : new URL(target, this.url);
  }

  get location(): string | undefined {
    if (this.status < 300 || this.status > 399) return undefined;
    return this.headers.get('location') ?? undefined;
  }

  get refresh(): string | undefined {
    const value =
      this.headers.get('refresh') ??
      (this.isHtml ? this.$('meta[http-equiv="refresh" i]').attr('content') : undefined);
    return value?.match(/^\s*[\d.]+\s*[;,]\s*(?:url\s*=\s*)?["']?([^"']+)["']?\s*$/i)?.[1];
  }

  get isHtml(): boolean {
    return this.headers.get('content-type')?.startsWith('text/html') ?? false;
  }

  get referrerPolicy(): string {
    return this.headers.get('referrer-policy') ?? 'strict-origin-when-cross-origin';
  }

  json(): any {
    return JSON.parse(this.text);
  }

  /** Collapsed text of the elements that the selector finds; all of the body by default. */
  textOf(selector = 'body'): string {
    return this.$(selector).text().replace(/\s+/g, ' ').trim();
  }

  /**
   * Where a link leads, by what it says.
   * @throws Error if there is no such link.
   */
  link(text: string): string {
    const links = this.$('a').filter((_, a) => this.$(a).text() === text);
    const href = links.attr('href');
    if (href === undefined) throw new Error(`No link ${text} on ${this.url.href}`);
    return href;
  }

  /**
   * The form with `values` typed in, sent by its first button or by the one that `button` selects.
   * @throws Error if there is no such form or button, or no such field to type in.
   */
  form(values: Record<string, string> = {}, options: { form?: string; button?: string } = {}) {
    const form = this.$(options.form ?? 'form').first();
    if (form.length === 0) throw new Error(`No form ${options.form ?? ''} on ${this.url.href}`);
    const fields = new URLSearchParams(
      form.serializeArray().map(({ name, value }): [string, string] => [name, value]),
    );
    for (const [name, value] of Object.entries(values)) {
      if (form.find(`[name="${name}"]`).length === 0) throw new Error(`The form has no ${name}`);
      fields.set(name, value);
    }
    const button = form.find(options.button ?? 'button:not([type="button"])').first();
    if (options.button !== undefined && button.length === 0) {
      throw new Error(`The form has no button ${options.button}`);
    }
    const pressed = button.attr('name');
    if (pressed !== undefined) fields.set(pressed, button.attr('value') ?? '');
    const attribute = (name: string) => button.attr(`form${name}`) ?? form.attr(name);
    return {
      action: new URL(attribute('action') ?? '', this.url),
      method: (attribute('method') ?? 'GET').toUpperCase(),
      fields,
    } satisfies FormData;
  }
}
