export type Direction = 'ltr' | 'rtl';

/** ISO 15924. */
const rightToLeft: readonly (string | undefined)[] = [
  'Adlm',
  'Arab',
  'Aran',
  'Hebr',
  'Mand',
  'Nkoo',
  'Rohg',
  'Samr',
  'Syrc',
  'Thaa',
];

/** ICU takes longer to find a script than a page takes to be made. Whoever makes up languages fills no memory. */
const known = new Map<string, Direction>();
const mostKnown = 100;

/**
 * How a language is written: by its script, which most languages have only one of.
 *
 * @param language BCP 47; what is none is taken for one that is written from left to right
 */
export function directionOf(language: string): Direction {
  const direction = known.get(language) ?? directionOfScript(language);
  if (known.size < mostKnown) known.set(language, direction);
  return direction;
}

function directionOfScript(language: string): Direction {
  try {
    const { script } = new Intl.Locale(language).maximize();
    return rightToLeft.includes(script) ? 'rtl' : 'ltr';
  } catch {
    return 'ltr';
  }
}
