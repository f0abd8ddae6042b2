import { isAxiosError, type AxiosError, type AxiosResponse } from 'axios';
import { single, type RequestHeaders } from '../http/caller.js';

/** What became of one request, without anything secret that axios' own errors carry. */
export type Outcome =
  | {
      readonly kind: 'answer';
      readonly status: number;
      readonly body: string;
      readonly retryAfterSeconds: number | undefined;
    }
  /** `reached`: whether the request may have arrived all the same. */
  | { readonly kind: 'failure'; readonly code: string; readonly reached: boolean };

/** Failures that come before the first byte of the request is sent. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

/** Awaits a request and keeps what the policy needs; axios' errors hold tokens and go no further. */
export function outcomeOf(request: Promise<AxiosResponse<unknown>>): Promise<Outcome> {
  return request.then(answered, failed);
}

function answered({ status, data, headers }: AxiosResponse<unknown>): Outcome {
  return {
    kind: 'answer',
    status,
    body: typeof data === 'string' ? data : '',
    retryAfterSeconds: retryAfter(headers as RequestHeaders),
  };
}

function failed(error: unknown): Outcome {
  const code = isAxiosError(error) ? codeOf(error) : 'UNKNOWN';
  return { kind: 'failure', code, reached: !neverSent.has(code) };
}

function codeOf(error: AxiosError): string {
  return error.code ?? 'UNKNOWN';
}

/** Whole seconds from delta-seconds or an HTTP date (RFC 9110 10.2.3). */
function retryAfter(headers: RequestHeaders): number | undefined {
  const value = single(headers, 'retry-after');
  if (value === undefined) return undefined;
  if (/^\d{1,6}$/.test(value)) return Number(value);
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - Date.now()) / 1000));
}

/** The object in a JSON text, or undefined for anything else. */
export function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
