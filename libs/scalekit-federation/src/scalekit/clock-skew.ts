import { single, type RequestHeaders } from '../http/caller.js';
import { httpDateMs } from './http-date.js';

/**
 * Our tokens are timed by the monotonic clock and bear any skew. Over this, what is stamped with a time
 * does not: login requests, which live for minutes by the clocks of all replicas, what tokens say of
 * their own age, and certificates.
 */
const bearableSkewSeconds = 300;

/**
 * Whole seconds by which this machine's clock is ahead of the one of who responded, since `Date` has no
 * more (RFC 9110 6.6.1); negative where it is behind, undefined where no time is told.
 *
 * @param now milliseconds since 1970, when the response was there
 */
export function clockSkewSeconds(headers: RequestHeaders, now: number): number | undefined {
  const at = httpDateMs(single(headers, 'date') ?? '');
  if (at === undefined) return undefined;
  const seconds = Math.trunc((now - at) / 1000);
  // What is cut to nothing from below would be a negative zero.
  return seconds === 0 ? 0 : seconds;
}

export function isBearable(skewSeconds: number): boolean {
  return Math.abs(skewSeconds) <= bearableSkewSeconds;
}
