import { single, type RequestHeaders } from '../http/caller.js';
import { longestRetrySeconds } from '../timing/retry-after.js';

/** RFC 9110 5.6.7: all three forms begin with the day of the week, and all are in UTC. */
const httpDate = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]{0,6},? [\w :-]{8,30}$/;

/**
 * Whole seconds from 0 to 600, from delta-seconds or an HTTP date (RFC 9110 10.2.3); undefined for
 * anything else.
 */
export function retryAfterSeconds(headers: RequestHeaders, now: number): number | undefined {
  const value = single(headers, 'retry-after');
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value)) return Math.min(Number(value), longestRetrySeconds);
  if (!httpDate.test(value)) return undefined;
  const at = Date.parse(value.endsWith(' GMT') ? value : `${value} GMT`);
  if (Number.isNaN(at)) return undefined;
  return Math.min(Math.max(0, Math.ceil((at - now) / 1000)), longestRetrySeconds);
}
