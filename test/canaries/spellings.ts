import { escapeHtml } from '../../libs/scalekit-federation/src/pages/html.js';

/** How a value looks where it is written: as it is, in a URL, in a form, in a page, in JSON. */
export function spellingsOf(value: string): string[] {
  const spellings = [
    value,
    wellFormed(value, encodeURIComponent),
    wellFormed(value, encodeURI),
    new URLSearchParams({ '': value }).toString().slice(1),
    escapeHtml(value),
    JSON.stringify(value).slice(1, -1),
  ];
  return [...new Set(spellings)];
}

/** Half of a surrogate pair cannot be written in a URL. */
function wellFormed(value: string, encode: (value: string) => string): string {
  try {
    return encode(value);
  } catch {
    return value;
  }
}
