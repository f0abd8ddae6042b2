/** One cookie as the browser sent it. */
export interface CookiePair {
  readonly name: string;
  readonly value: string;
}

/**
 * Parts a `Cookie` header as browsers join it: `;` between pairs, SP and HTAB around names and values,
 * and nothing else (RFC 6265 4.2.1 and 5.4). JavaScript's `trim()` drops more, a no-break space among
 * it; a sibling host could then set a cookie whose name begins with `__Host-` here and not there.
 */
export function cookiePairs(header: string): CookiePair[] {
  return header.split(';').flatMap((pair) => {
    const equals = pair.indexOf('=');
    if (equals < 0) return [];
    return [{ name: trimmed(pair.slice(0, equals)), value: trimmed(pair.slice(equals + 1)) }];
  });
}

function trimmed(text: string): string {
  let start = 0;
  let end = text.length;
  // Outside of the text there is no character, so both of them end.
  while (isBlank(text[start])) start += 1;
  while (isBlank(text[end - 1])) end -= 1;
  return text.slice(start, end);
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\t';
}
