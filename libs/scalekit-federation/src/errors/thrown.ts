/**
 * What may be told of a thrown value: its code, if it has one. Never its message, which may quote an
 * address, a password or a login request.
 */
export function codeOfThrown(error: unknown): string | undefined {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined;
  if (typeof code === 'number') return String(code);
  return typeof code === 'string' && isWord(code) ? code : undefined;
}

/** Its class, or else its type. */
export function classOfThrown(error: unknown): string {
  if (!(error instanceof Error)) return `a ${typeof error}`;
  // Many a class, node-redis' among them, gives its errors no name of their own.
  const name = error.name === 'Error' ? error.constructor.name : error.name;
  return isWord(name) ? name : 'UNKNOWN';
}

/** An error may call itself anything, also a line of the log. */
function isWord(text: string): boolean {
  return /^\w{1,64}$/.test(text);
}
