/** Markup that is safe to send. Only `html` and `trusted` make it. */
export class Html {
  constructor(private readonly markup: string) {}

  toString(): string {
    return this.markup;
  }
}

type Value = Html | string | number | false | null | undefined | readonly Value[];

/** Escapes every interpolated value; markup made by `html`, and lists of it, go in as they are. */
export function html(literals: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(String.raw({ raw: literals }, ...values.map(render)));
}

/** Markup made elsewhere that has been escaped there. */
export function trusted(markup: string): Html {
  return new Html(markup);
}

function render(value: Value): string {
  if (value instanceof Html) return value.toString();
  if (Array.isArray(value)) return value.map(render).join('');
  if (value === false || value === null || value === undefined) return '';
  return String(value).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
