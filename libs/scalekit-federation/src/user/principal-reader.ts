/** Reads a field of a principal by its name. */
export type Reader = (key: string) => unknown;

/**
 * Reads own properties and the getters of classes, but nothing that Object.prototype lends:
 * a polluted prototype must not verify anybody's e-mail address.
 */
export function readerOf(source: unknown): Reader {
  if (typeof source !== 'object' || source === null) return () => undefined;
  return (key) => {
    for (const holder of holdersOf(source)) {
      if (Object.hasOwn(holder, key)) return Reflect.get(source, key);
    }
    return undefined;
  };
}

export function firstOf(list: unknown): Reader {
  return readerOf(Array.isArray(list) ? (list[0] as unknown) : undefined);
}

const shownFields = 20;
const shownCharacters = 60;

/**
 * The names of the fields that `readerOf` would find, for the log: no getter is asked, no value told,
 * and an object inside is only said to be one.
 */
export function fieldNames(source: object): string[] {
  const names = [...new Set([...holdersOf(source)].flatMap(namesOf))];
  const more = names.length - shownFields;
  return more > 0 ? [...names.slice(0, shownFields), `${more} more`] : names;
}

/** The object itself and what its class lends it, without the prototype that all objects share. */
function* holdersOf(source: object): Generator<object> {
  let holder: object | null = source;
  while (holder !== null) {
    const parent = Object.getPrototypeOf(holder) as object | null;
    if (parent === null && holder !== source) return;
    yield holder;
    holder = parent;
  }
}

function namesOf(holder: object): string[] {
  return Object.entries(Object.getOwnPropertyDescriptors(holder)).flatMap(([name, field]) => {
    // Of a class, its getters: methods and the constructor are no fields.
    const isField = field.get !== undefined || field.enumerable === true;
    if (!isField || typeof field.value === 'function') return [];
    return `${printable(name)}${isNested(field.value) ? ' (an object)' : ''}`;
  });
}

function isNested(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.keys(value).length > 0;
}

/** Visible ASCII, and no @: somebody's address may be a name. */
function printable(name: string): string {
  return name.replace(/[^!-?A-~]/g, '?').slice(0, shownCharacters);
}
