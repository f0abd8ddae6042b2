/** How a value looks where it is written: as it is, in a URL, in a form, in a page, in JSON. */
export function spellingsOf(value: string): string[] {
  const spellings = [
    value,
    wellFormed(value, encodeURIComponent),
    wellFormed(value, encodeURI),
    new URLSearchParams({ '': value }).toString().slice(1),
    escapedForPages(value),
    JSON.stringify(value).slice(1, -1),
  ];
  return [...new Set(spellings)];
}

function escapedForPages(value: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return value.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}

/** Half of a surrogate pair cannot be written in a URL. */
function wellFormed(value: string, encode: (value: string) => string): string {
  try {
    return encode(value);
  } catch {
    return value;
  }
}
