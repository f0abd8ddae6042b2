import { isAxiosError, type AxiosResponse } from 'axios';
import {
  FederationInternalError,
  traceWithoutMessage,
} from '../errors/federation-internal.error.js';
import { neverSent } from '../errors/scalekit-call.js';
import type { RequestHeaders } from '../http/caller.js';
import { clockSkewSeconds } from './clock-skew.js';
import { networkCodeOf } from './network-code.js';
import { retryAfterSeconds } from './read-retry-after.js';

/** A whole HTTP response, whatever its status. */
export interface Response {
  readonly kind: 'response';
  readonly status: number;
  readonly body: string;
  readonly retryAfterSeconds: number | undefined;
  /** By how much this machine's clock is ahead, if the response told the time. */
  readonly clockSkewSeconds?: number | undefined;
}

/** No response, or one that nothing can be read from. */
export interface Failure {
  readonly kind: 'failure';
  readonly code: string;
  /** Whether the request may have arrived all the same. */
  readonly reached: boolean;
  /** Of a response that nothing can be read from. */
  readonly response?: Response;
  /** Seconds after which another try makes sense, where this process knows. */
  readonly retryAfterSeconds?: number;
  /** What the operator can check, where it does not follow from the code. */
  readonly hint?: string;
}

/** What became of one request, without anything secret that axios' own errors carry. */
export type Outcome = Response | Failure;

/** The circuit breaker has kept it back. */
export function isUnasked(outcome: Outcome): boolean {
  return outcome.kind === 'failure' && outcome.code === 'CIRCUIT_OPEN';
}

/** Nobody waits any longer. */
export const timedOut: Failure = { kind: 'failure', code: 'ETIMEDOUT', reached: true };

/**
 * Awaits a request and keeps what the policy needs; axios' errors hold tokens and go no further.
 *
 * @throws FederationInternalError for what is no failure of the network, such as an interceptor's
 */
export function outcomeOf(request: Promise<AxiosResponse<unknown>>): Promise<Outcome> {
  return request.then(responded, failed);
}

function responded({ status, data, headers }: AxiosResponse<unknown>): Outcome {
  // RFC 9110 15.5.8: from a proxy on the way, never from Scalekit.
  if (status === 407) return failureOf('PROXY_407');
  const received = Date.now();
  return {
    kind: 'response',
    status,
    body: typeof data === 'string' ? data : '',
    retryAfterSeconds: retryAfterSeconds(headers as RequestHeaders, received),
    clockSkewSeconds: clockSkewSeconds(headers as RequestHeaders, received),
  };
}

function failed(error: unknown): Outcome {
  if (isAxiosError(error)) return failureOf(networkCodeOf(error));
  throw new FederationInternalError(traceWithoutMessage(error));
}

export function failureOf(code: string): Failure {
  return { kind: 'failure', code, reached: !neverSent(code) };
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
