import { certificateCode } from '../errors/scalekit-call.js';
import type { Outcome } from './outcome.js';

/**
 * Milliseconds. A person waits at the other end, and has an answer or a page that says so within 12 s,
 * whatever comes before and behind the calls.
 */
export const budget = {
  attempts: 3,
  totalMs: 11_500,
  graceMs: 100,
  pushTimeoutMs: 5_000,
  tokenTimeoutMs: 3_000,
  backoffBaseMs: 200,
  backoffCapMs: 2_000,
} as const;

const retriedStatuses = new Set([429, 502, 503, 504]);

/** Codes of failures that another attempt cannot mend. */
const finalCodes = new Set([
  'CIRCUIT_OPEN',
  'ERR_CANCELED',
  'ERR_BAD_RESPONSE',
  'ERR_BAD_OPTION',
  'ERR_BAD_OPTION_VALUE',
  'TOO_LARGE',
  'NOT_JSON',
  'NO_TOKEN',
]);

/** Whether the same request may be sent once more: it is keyed by the login request and carries the same user. */
export function isRetriable(outcome: Outcome): boolean {
  if (outcome.kind === 'failure') {
    const { code } = outcome;
    return !finalCodes.has(code) && !certificateCode(code) && !code.startsWith('PROXY_4');
  }
  return retriedStatuses.has(outcome.status);
}

/**
 * Milliseconds to wait before the next attempt, or undefined when there is none.
 *
 * @param attempt the number of the attempt that just ended, from 1
 * @param elapsedMs since the first attempt began
 * @param random from 0 up to 1: full jitter spreads a herd
 */
export function delayBeforeRetry(
  outcome: Outcome,
  attempt: number,
  elapsedMs: number,
  random: number,
): number | undefined {
  if (attempt >= budget.attempts || !isRetriable(outcome)) return undefined;
  const ceiling = Math.min(budget.backoffCapMs, budget.backoffBaseMs * 2 ** attempt);
  const { retryAfterSeconds = 0 } = outcome;
  // "At once" is said to the whole herd.
  const delay = Math.max(ceiling * random, retryAfterSeconds * 1000);
  return elapsedMs + delay < budget.totalMs ? delay : undefined;
}
