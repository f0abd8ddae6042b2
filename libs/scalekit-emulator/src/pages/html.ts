/** Markup that is safe to send: made by `html` only. */
export class Html {
  constructor(readonly markup: string) {}
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** Template tag: every interpolation is escaped, except other `html` templates and lists of them. */
export function html(
  strings: TemplateStringsArray,
  ...values: (string | number | Html | Html[] | undefined)[]
): Html {
  return new Html(
    strings.reduce((markup, part, index) => markup + toMarkup(values[index - 1]) + part),
  );
}

function toMarkup(value: string | number | Html | Html[] | undefined): string {
  if (value === undefined) return '';
  if (value instanceof Html) return value.markup;
  if (Array.isArray(value)) return value.map(toMarkup).join('');
  return escapeHtml(String(value));
}
