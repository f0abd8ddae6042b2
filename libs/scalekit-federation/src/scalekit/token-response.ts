import type { WorkFacts } from '../telemetry/tracing.js';
import { errorOf } from './call-error.js';
import { parseObject, type Failure, type Outcome } from './outcome.js';
import { isAccepted } from './push-result.js';

/** Seconds. Scalekit's documentation shows 3600, 86399 and 18446744064486179580. */
const lifetime = { shortest: 30, longest: 86_400, unbelievable: 3_600 } as const;

/** Seconds a token is trusted, whatever `expires_in` says. */
export function tokenLifetimeSeconds(expiresIn: unknown): number {
  const isTold = typeof expiresIn === 'number' || typeof expiresIn === 'string';
  const seconds = isTold ? Number(expiresIn) : NaN;
  if (!Number.isSafeInteger(seconds) || seconds <= 0) return lifetime.unbelievable;
  return Math.min(Math.max(seconds, lifetime.shortest), lifetime.longest);
}

export interface ReadToken {
  readonly kind: 'token';
  readonly value: string;
  readonly lifetimeSeconds: number;
}

/** The token of a response (RFC 6749 5.1), or why there is none. */
export function readToken(outcome: Outcome): ReadToken | Outcome {
  if (!isAccepted(outcome)) return outcome;
  const unread = (code: string): Failure => ({
    kind: 'failure',
    code,
    reached: true,
    response: outcome,
  });
  const json = parseObject(outcome.body);
  if (json === undefined) return unread('NOT_JSON');
  const { access_token: value, token_type: type = 'Bearer', expires_in: expiresIn } = json;
  const isToken = typeof value === 'string' && /^[\x21-\x7e]{1,8192}$/.test(value);
  if (!isToken || String(type).toLowerCase() !== 'bearer') return unread('NO_TOKEN');
  return { kind: 'token', value, lifetimeSeconds: tokenLifetimeSeconds(expiresIn) };
}

/** What is told of a request for a token. */
export function factsOfFetch(outcome: Outcome): WorkFacts {
  const read = readToken(outcome);
  if (read.kind === 'token') return {};
  const tried = { call: 'token', attempts: 1, elapsedMs: 0, mayHaveArrived: false } as const;
  return { error: errorOf(read, tried).code };
}
