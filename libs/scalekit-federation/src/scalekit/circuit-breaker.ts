import { FederationLogger } from '../log/federation-logger.js';
import { endsWithin } from '../timing/ends-within.js';
import { failureOf, timedOut, type Failure, type Outcome } from './outcome.js';
import { isRetriable } from './retry-policy.js';

/** Milliseconds, and how many calls. */
export const circuit = {
  /** So many in a row open it, */
  failures: 5,
  /** and no answer for so long: faults among answers are for the retries. */
  silenceMs: 3_000,
  /** How long it stays open before one call tries again, more or less 30 %. */
  openMs: 5_000,
} as const;

/** Whether Scalekit cannot be reached, does not answer in time, or has a gateway say so. */
export function saysDown(outcome: Outcome): boolean {
  if (outcome.kind === 'response') return isRetriable(outcome) && outcome.status !== 429;
  // One that waited here for a connection says nothing of Scalekit.
  return isRetriable(outcome) && outcome.code !== 'NOT_SENT';
}

/** Whatever Scalekit answers, it is there. Certificates and cancels say nothing of that. */
export function isAnswer(outcome: Outcome): boolean {
  return outcome.kind === 'response' ? !saysDown(outcome) : outcome.response !== undefined;
}

/** Milliseconds until the next try. @param random from 0 up to 1 */
export function openFor(random: number): number {
  return circuit.openMs * (0.7 + 0.6 * random);
}

interface Open {
  readonly since: number;
  readonly cause: string;
  probeAt: number;
  isProbing: boolean;
  refused: number;
}

/**
 * Keeps calls from an environment that is down: people get an answer at once, and it is not overrun
 * when it comes back. One call at a time finds out whether it has.
 */
export class CircuitBreaker {
  readonly #logger = new FederationLogger();
  #failures = 0;
  #answeredAt = -Infinity;
  /** When the first of the failures in a row was sent. */
  #failingSince = 0;
  #open: Open | undefined;

  /** @param environment for the log: its URL */
  constructor(private readonly environment: string) {}

  /** Whether a call would be refused now. */
  get isOpen(): boolean {
    const open = this.#open;
    return open !== undefined && (open.isProbing || performance.now() < open.probeAt);
  }

  /**
   * @param patienceMs after which the call is given up: it ends by itself, but an interceptor of the
   *   app's may never end, and a try that did not either would keep everybody out
   * @returns what the call brings, or that it was not made
   */
  async run(patienceMs: number, call: () => Promise<Outcome>): Promise<Outcome> {
    if (this.isOpen) return this.#refusal();
    const probed = this.#open;
    if (probed !== undefined) probed.isProbing = true;
    const sentAt = performance.now();
    try {
      const outcome = (await endsWithin(patienceMs, call())) ?? timedOut;
      this.#learn(outcome, sentAt);
      return outcome;
    } finally {
      if (probed !== undefined) probed.isProbing = false;
    }
  }

  #learn(outcome: Outcome, sentAt: number): void {
    if (saysDown(outcome)) this.#failed(outcome, sentAt);
    else if (isAnswer(outcome)) this.#answered();
  }

  #answered(): void {
    const now = performance.now();
    this.#answeredAt = now;
    this.#failures = 0;
    if (this.#open === undefined) return;
    const { since, refused } = this.#open;
    this.#open = undefined;
    this.#logger.log(
      `${this.environment} answers again after ${seconds(now - since)} s. Calls that were not made meanwhile: ${refused}.`,
    );
  }

  #failed(outcome: Outcome, sentAt: number): void {
    const now = performance.now();
    if (this.#open !== undefined) {
      // Those that began before it opened end one by one, and say nothing new.
      if (this.#open.isProbing) this.#open.probeAt = now + openFor(Math.random());
      return;
    }
    this.#failingSince = this.#failures === 0 ? sentAt : Math.min(this.#failingSince, sentAt);
    this.#failures += 1;
    const silentSince = Math.max(this.#answeredAt, this.#failingSince);
    const isSilent = now - silentSince >= circuit.silenceMs;
    if (this.#failures < circuit.failures || !isSilent) return;
    const cause = outcome.kind === 'failure' ? outcome.code : String(outcome.status);
    const probeAt = now + openFor(Math.random());
    this.#open = { since: now, cause, probeAt, isProbing: false, refused: 0 };
    this.#logger.error(
      `${this.environment} is down: ${this.#failures} calls in a row failed, the last one with ${cause}. Until it answers, hand-offs fail at once and one call every ${circuit.openMs / 1000} s tries it; plain logins go on.`,
    );
  }

  #refusal(): Failure {
    const { since = 0, cause = '', probeAt = 0 } = this.#open ?? {};
    if (this.#open !== undefined) this.#open.refused += 1;
    const now = performance.now();
    return {
      ...failureOf('CIRCUIT_OPEN'),
      retryAfterSeconds: Math.max(1, (probeAt - now) / 1000),
      hint: `it has been down for ${seconds(now - since)} s, with ${cause}`,
    };
  }
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(0);
}
