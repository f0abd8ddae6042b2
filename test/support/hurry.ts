import { jest } from '@jest/globals';

/**
 * Lets the timers and the monotonic clock of this process run so many times faster, those
 * of Node's own modules and sockets not. Ends with `jest.restoreAllMocks()`.
 */
export function hurry(times: number): void {
  const { setTimeout: set } = globalThis;
  const faster = (run: (...values: unknown[]) => void, ms = 0, ...values: unknown[]) =>
    set(run, ms / times, ...values);
  const now = performance.now.bind(performance);
  const begunAt = now();
  jest.spyOn(performance, 'now').mockImplementation(() => begunAt + (now() - begunAt) * times);
  jest;
  jest.spyOn(globalThis, 'setTimeout').mockImplementation(faster as typeof setTimeout);
}
