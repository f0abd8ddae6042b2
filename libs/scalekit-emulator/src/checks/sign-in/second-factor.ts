import { setTimeout as delay } from 'node:timers/promises';
import type { LoginCheckAccount } from '../login-check.js';
import { stepSeconds, totp } from './totp.js';

const prefix = 'totp:';

/**
 * The codes of an account. Many apps take one only once (RFC 6238 section 5.2). Whether this one does shows when a code is
 * refused that was used before; from then on each code is a new one, which may take 30 s to come.
 */
export class SecondFactor {
  #usedStep = 0;
  #onlyOnce = false;
  #refusals = 0;

  constructor(private readonly code: NonNullable<LoginCheckAccount['code']>) {}

  async next(): Promise<string> {
    if (typeof this.code === 'function') return this.code();
    if (!this.code.startsWith(prefix)) return this.code;
    let step = Math.floor(Date.now() / 1000 / stepSeconds);
    if (this.#onlyOnce && step <= this.#usedStep) {
      step = this.#usedStep + 1;
      // Apps take the code of the next 30 s, too.
      const waitMs = (step - 1) * stepSeconds * 1000 - Date.now();
      if (waitMs > 0) await delay(waitMs);
    }
    this.#usedStep = Math.max(step, this.#usedStep);
    return totp(this.code.slice(prefix.length), step);
  }

  /** The last one was refused. @returns whether it is worth a try with another: twice in a run */
  refused(): boolean {
    this.#onlyOnce = true;
    this.#refusals += 1;
    const isFixed = typeof this.code === 'string' && !this.code.startsWith(prefix);
    return !isFixed && this.#refusals <= 2;
  }
}
