import { shortestLookMs } from '../pages/continue-script.js';
import type { CookieSeal } from '../cookies/cookie-seal.js';
import { clockSkewMs } from '../login-request/login-request-record.js';

/** What the continue page was rendered for; the answer must come from the same. */
export interface CsrfBinding {
  readonly sub: string;
  /** Whether the app's session named the account, or only the sealed cookie. */
  readonly fromSession: boolean;
}

/**
 * - `meant`: made here, for this login request and this account, and looked at before it was sent
 * - `hasty`: all of it, but sent before a person can have read the page
 * - `foreign`: anything else
 */
export type CsrfVerdict = 'meant' | 'hasty' | 'foreign';

/**
 * A sealed token, bound to the login request by the seal's purpose, to the account and to the time of
 * rendering by its content.
 */
export function sealCsrf(
  seal: CookieSeal,
  txn: string,
  { sub, fromSession }: CsrfBinding,
  now: number,
): string {
  return seal.seal(JSON.stringify([sub, fromSession, now]), purposeOf(txn));
}

/**
 * What a token is worth that came back at `now`.
 *
 * @param ttlMs no page outlives the login request that it is about
 */
export function judgeCsrf(
  seal: CookieSeal,
  txn: string,
  token: unknown,
  binding: CsrfBinding,
  now: number,
  ttlMs: number,
): CsrfVerdict {
  const text = typeof token === 'string' ? seal.open(token, purposeOf(txn)) : undefined;
  if (text === undefined) return 'foreign';
  const [sub, fromSession, renderedAt] = JSON.parse(text) as [string, boolean, number];
  if (sub !== binding.sub || fromSession !== binding.fromSession) return 'foreign';
  const ageMs = now - renderedAt;
  const isOfItsTime = ageMs >= -clockSkewMs && ageMs < ttlMs;
  if (!isOfItsTime) return 'foreign';
  return ageMs < shortestLookMs ? 'hasty' : 'meant';
}

function purposeOf(txn: string): string {
  return `continue ${txn}`;
}
