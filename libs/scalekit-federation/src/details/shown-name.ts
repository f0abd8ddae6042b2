const maxCharacters = 100;

/**
 * A name that somebody else has chosen, made fit for a line of text: without line breaks, control
 * characters, direction marks and what takes no room, and without quotation marks, since it is shown
 * between them. A longer one ends with an ellipsis.
 */
export function shownName(name: string): string {
  const text = name
    .slice(0, 4_000)
    .normalize('NFC')
    .replace(/[\s\u2800]/gu, ' ')
    .replace(/[\p{C}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]/gu, '')
    .replace(/["“”„‟«»＂〝〞〟❝❞]/gu, "'")
    .replace(/(\p{M}{2})\p{M}+/gu, '$1')
    .replace(/ {2,}/g, ' ')
    .trim();
  const characters = Array.from(text);
  if (characters.length <= maxCharacters) return text;
  return `${characters
    .slice(0, maxCharacters - 1)
    .join('')
    .trimEnd()}…`;
}

/** A scope as it is shown: RFC 6749 3.3 knows visible ASCII alone, and nobody else need be shown. */
export function shownScope(scope: string): string {
  const text = scope.slice(0, maxCharacters + 1).replace(/[^\x21-\x7e]/g, '·');
  return text.length <= maxCharacters ? text : `${text.slice(0, maxCharacters - 1)}…`;
}

const rightToLeft =
  /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Keeps a name that is written from right to left from turning the words around it (Unicode UAX 9). */
export function isolated(name: string): string {
  return rightToLeft.test(name) ? `\u2068${name}\u2069` : name;
}
