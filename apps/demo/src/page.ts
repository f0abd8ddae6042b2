import { load } from 'cheerio';

/** One form as a browser sends it. */
export interface FilledForm {
  readonly action: URL;
  readonly method: string;
  readonly fields: URLSearchParams;
}

/** One HTTP answer as a browser without script holds it. */
export class Page {
  private readonly $;

  constructor(
    readonly url: URL,
    readonly status: number,
    readonly headers: Headers,
    html: string,
  ) {
    this.$ = load(html);
  }

  /** Where the answer sends the browser: `Location`, else `Refresh` as a header or a meta tag. */
  get next(): URL | undefined {
    const isRedirect = this.status >= 300 && this.status < 400;
    const target = isRedirect ? this.headers.get('location') : this.refreshTarget;
    return target === null || target === undefined ? undefined : new URL(target, this.url);
  }

  private get refreshTarget(): string | undefined {
    const refresh =
      this.headers.get('refresh') ?? this.$('meta[http-equiv="refresh" i]').attr('content');
    return refresh?.match(/url\s*=\s*["']?([^"']+)/i)?.[1];
  }

  /** The beginning of what a person would read. */
  get summary(): string {
    const words = this.$('body').text().replace(/\s+/g, ' ').trim().slice(0, 200);
    return `${this.url.pathname} (${this.status}): ${words}`;
  }

  /** What the page says about an AI app that waits, if it says something. */
  get notice(): string {
    const note = this.$('[role=note]').first().clone();
    // In a list each value stands beside its name; in one line something has to.
    note.find('dt').append(': ');
    note.find('dd').append('. ');
    return note.text().replace(/\s+/g, ' ').trim();
  }

  /**
   * Finds the first button of a form that says `label`.
   *
   * @throws Error that shows the page if it is another one than hoped for
   */
  button(label: RegExp) {
    const buttons = this.$('form button').filter((_, element) =>
      label.test(this.$(element).text()),
    );
    if (buttons.length === 0) throw new Error(`No button ${label} on ${this.summary}`);
    return buttons.first();
  }

  /**
   * The form of that button with `values` typed in; what the page put there, hidden fields
   * included, goes along.
   *
   * @throws Error if there is no such button or field
   */
  fillIn(values: Record<string, string>, press: RegExp): FilledForm {
    const button = this.button(press);
    const form = button.closest('form');
    const fields = new URLSearchParams();
    for (const { name, value } of form.serializeArray()) fields.append(name, value);
    for (const [name, value] of Object.entries(values)) {
      if (form.find(`[name="${name}"]`).length === 0) throw new Error(`The form has no ${name}`);
      fields.set(name, value);
    }
    const name = button.attr('name');
    if (name !== undefined) fields.set(name, button.attr('value') ?? '');
    return {
      action: new URL(button.attr('formaction') ?? form.attr('action') ?? '', this.url),
      method: (form.attr('method') ?? 'get').toUpperCase(),
      fields,
    };
  }
}
