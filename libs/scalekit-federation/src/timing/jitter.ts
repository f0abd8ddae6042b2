/** What makes sense to a person who waits; a year is as good as this. */
export const longestRetrySeconds = 600;

/** Where nobody says how long it may take. */
const usualSeconds = 5;

/**
 * Whole seconds for `Retry-After`, from 1 to 600: never less than asked, and up to half as many more, so
 * that those who were turned away together do not come back together.
 *
 * @param asked seconds after which it makes sense; 5 where nobody knows
 * @param random from 0 up to 1
 */
export function jitteredSeconds(asked: number | undefined, random = Math.random()): number {
  const seconds = asked === undefined || Number.isNaN(asked) ? usualSeconds : Math.max(1, asked);
  return Math.min(Math.ceil(seconds * (1 + random / 2)), longestRetrySeconds);
}
