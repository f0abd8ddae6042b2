import { single, type RequestHeaders } from '../http/caller.js';
import { longestRetrySeconds } from '../timing/jitter.js';
import { httpDateMs } from './http-date.js';

/**
 * Whole seconds from 0 to 600, from delta-seconds or an HTTP date (RFC 9110 10.2.3); undefined for
 * anything else.
 */
export function retryAfterSeconds(headers: RequestHeaders, now: number): number | undefined {
  const value = single(headers, 'retry-after');
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value)) return Math.min(Number(value), longestRetrySeconds);
  const at = httpDateMs(value);
  if (at === undefined) return undefined;
  return Math.min(Math.max(0, Math.ceil((at - now) / 1000)), longestRetrySeconds);
}
