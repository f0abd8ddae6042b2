import type { Secret } from './kinds.js';

/** The shortest value that is looked for: what is shorter stands in any text by chance. */
const shortest = 12;
/** An address is one by its `@`. */
export const shortestAddress = 8;
/** Others end like `a@example.com` does. */
const shortestName = 3;
const fewestCharacters = 6;

/**
 * Whether finding this value says that it was told. A test's `state=a b`, `lri_1` or `aaaaaaaaaaaa`
 * are left out: such words stand in texts by chance.
 */
export function isDistinctive({ kind, value }: Secret): boolean {
  if (kind === 'e-mail address') {
    return value.length >= shortestAddress && value.indexOf('@') >= shortestName;
  }
  return value.length >= shortest && new Set(value).size >= fewestCharacters;
}
