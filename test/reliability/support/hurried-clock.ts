import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';

/**
 * Lets all that JavaScript sees of time pass so many times faster in this process: both clocks and the
 * timers. Sockets are as fast as they are, so a time limit of 5 s is met after 500 ms at ten.
 */
export function hurryProcess(times: number): void {
  const { setTimeout: set } = globalThis;
  const { setTimeout: wait } = timers;
  const [wallNow, monotonicNow] = [Date.now, performance.now.bind(performance)];
  const [wallBegin, monotonicBegin] = [wallNow(), monotonicNow()];
  Date.now = () => Math.round(wallBegin + (wallNow() - wallBegin) * times);
  performance.now = () => monotonicBegin + (monotonicNow() - monotonicBegin) * times;
  globalThis.setTimeout = ((run: (...values: unknown[]) => void, ms = 0, ...values: unknown[]) =>
    set(run, ms / times, ...values)) as typeof setTimeout;
  timers.setTimeout = (ms = 0, ...rest) => wait(ms / times, ...rest);
  syncBuiltinESMExports();
}

/** A clock that stands still beside its own ticking until it is moved. */
export class MovedClock {
  #aheadMs = 0;

  /** From now on both clocks of this process are ahead by what `move` adds up to. */
  constructor() {
    const [wallNow, monotonicNow] = [Date.now, performance.now.bind(performance)];
    Date.now = () => wallNow() + this.#aheadMs;
    performance.now = () => monotonicNow() + this.#aheadMs;
  }

  move(seconds: number): void {
    this.#aheadMs += seconds * 1000;
  }
}
