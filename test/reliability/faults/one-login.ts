import { setTimeout as delay } from 'node:timers/promises';
import { judge } from '../support/judge.js';
import type { Person, Pressed } from '../support/person.js';
import type { Random } from '../support/random.js';
import type { LoginRequestEntry } from '../support/scalekit/ledger.js';
import { Violation } from '../support/violation.js';
import { hurry, readingMs } from './pace.js';

/** Presses of one person while faults come. */
export const presses = 3;

/** Answers that leave nothing to press again: somebody else has answered. */
const taken = 'login_request_taken';

/** Somebody's way through one login request, press by press. */
export class OneLogin {
  pressed = 0;
  last: Pressed | undefined;

  constructor(
    readonly person: Person,
    readonly entry: LoginRequestEntry,
    private readonly random: Random,
  ) {}

  get isSentBack(): boolean {
    return this.last?.kind === 'sent back';
  }

  /** Nothing that is pressed can change it any more. */
  get isOver(): boolean {
    return this.isSentBack || this.isTerminal || this.isTaken;
  }

  get isTaken(): boolean {
    return this.last?.kind === 'told' && this.last.code === taken;
  }

  get isTerminal(): boolean {
    return this.entry.terminal !== undefined;
  }

  /** Up to three times: at once, and then as Retry-After asks. A circuit breaker that is open needs the time. */
  async press(): Promise<void> {
    for (let press = 1; press <= presses && !this.isOver; press += 1) {
      await (press < presses ? this.pressOnce() : this.pressPatiently());
    }
  }

  /** As Retry-After asks, in the app's time. */
  async pressPatiently(): Promise<void> {
    const { retryAfterSeconds = 0 } = this.last?.kind === 'told' ? this.last : {};
    await delay((retryAfterSeconds * 1000) / hurry);
    await this.pressOnce();
  }

  async pressOnce(): Promise<void> {
    const pressed = await this.#onePress();
    this.pressed += 1;
    this.last = pressed;
    judge(pressed, this.person, this.entry);
    if (pressed.kind === 'cut') {
      throw new Violation('the app itself broke the connection', { loginRequest: this.entry.id });
    }
  }

  /** On the page that the last press has led to, or on the login page once more. */
  #onePress(): Promise<Pressed> {
    const { person, entry, last } = this;
    const path = last?.kind === 'told' ? last.continuePath : undefined;
    if (path === undefined || this.random.chance(0.5)) return person.signIn(entry);
    return person.goOn(path, () => delay(readingMs));
  }
}
