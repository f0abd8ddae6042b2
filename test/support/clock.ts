import { jest } from '@jest/globals';

/** Moves the wall clock of this process; timers and the monotonic clock go on as they are. */
export function moveClock(seconds: number): void {
  const now = Date.now() + seconds * 1000;
  jest.spyOn(Date, 'now').mockImplementation(() => now);
}

export function restoreClock(): void {
  jest.restoreAllMocks();
}

/** As long as it takes somebody to read a short page and to press a button. */
export const readingMs = 750;

let aheadMs = 0;
let ownNow = Date.now;

/**
 * Does something as if that much time had passed before it: the wall clock of this process is ahead
 * until it is done. Several may overlap.
 */
export async function later<Result>(
  milliseconds: number,
  task: () => Promise<Result>,
): Promise<Result> {
  if (aheadMs === 0) {
    ownNow = Date.now;
    Date.now = () => ownNow() + aheadMs;
  }
  aheadMs += milliseconds;
  try {
    return await task();
  } finally {
    aheadMs -= milliseconds;
    if (aheadMs === 0) Date.now = ownNow;
  }
}
