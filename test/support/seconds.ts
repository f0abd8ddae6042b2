/** Whole seconds between two, for `Retry-After` with its jitter. */
export function isWithin(value: unknown, [from, to]: readonly [number, number]): boolean {
  const seconds = Number(value);
  return Number.isInteger(seconds) && seconds >= from && seconds <= to;
}

/** Where nobody says how long it may take. */
export const usual = [5, 8] as const;
