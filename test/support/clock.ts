import { jest } from '@jest/globals';

/** Moves the wall clock of this process; timers and the monotonic clock go on as they are. */
export function moveClock(seconds: number): void {
  const now = Date.now() + seconds * 1000;
  jest.spyOn(Date, 'now').mockImplementation(() => now);
}

export function restoreClock(): void {
  jest.restoreAllMocks();
}
