import { jest } from '@jest/globals';

/**
 * Lets the timers of this process run so many times faster, those of Node's own modules and sockets
 * not. Ends with `jest.restoreAllMocks()`.
 */
export function hurry(times: number): void {
  const { setTimeout: set } = globalThis;
  const faster = (run: (...values: unknown[]) => void, ms = 0, ...values: unknown[]) =>
    set(run, ms / times, ...values);
  jest.spyOn(globalThis, 'setTimeout').mockImplementation(faster as typeof setTimeout);
}

/** The same for the monotonic clock as well, so that what is measured passes as fast. */
export function hurryClock(times: number): void {
  hurry(times);
  const now = performance.now.bind(performance);
  const begunAt = now();
  jest.spyOn(performance, 'now').mockImplementation(() => begunAt + (now() - begunAt) * times);
}
