import { single, type RequestHeaders } from '../http/caller.js';

/** Whole seconds from delta-seconds or an HTTP date (RFC 9110 10.2.3). */
export function retryAfterSeconds(headers: RequestHeaders, now: number): number | undefined {
  const value = single(headers, 'retry-after');
  if (value === undefined) return undefined;
  if (/^\d{1,6}$/.test(value)) return Number(value);
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now) / 1000));
}
