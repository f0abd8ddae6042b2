import { load, type CheerioAPI } from 'cheerio';
import type { FilledForm } from '../../libs/scalekit-emulator/src/browser/fill-in.js';
import { Page as PlainPage } from '../../libs/scalekit-emulator/src/browser/page.js';

/** One HTTP answer as the browser holds it, to be asked by selectors. */
export class Page extends PlainPage {
  #document?: CheerioAPI;

  /** The parsed document; `noscript` is part of it, for there is no script here. */
  get $(): CheerioAPI {
    return (this.#document ??= load(this.text, { scriptingEnabled: false }));
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
  form(
    values: Record<string, string> = {},
    options: { form?: string; button?: string } = {},
  ): FilledForm {
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
      method: attribute('method')?.toUpperCase() === 'POST' ? 'POST' : 'GET',
      fields,
    };
  }
}
