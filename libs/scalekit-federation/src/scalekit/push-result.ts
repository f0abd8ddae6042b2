import {
  LoginRequestTakenError,
  ScalekitRejectedError,
  ScalekitUnavailableError,
  type FederationError,
} from '../errors/federation-errors.js';
import { parseObject, type Outcome } from './outcome.js';

/** What Scalekit says of an accepted push; servers before 2.11 say nothing. */
export interface PushResult {
  /** `req_…`: finds the login in Scalekit's auth logs. */
  readonly authRequestId?: string;
}

export function isUnauthorized(outcome: Outcome): boolean {
  return outcome.kind === 'response' && outcome.status === 401;
}

function isAccepted(outcome: Outcome): boolean {
  return outcome.kind === 'response' && outcome.status >= 200 && outcome.status < 300;
}

/** The result of an accepted push. A 2xx that is no JSON object came from something that is not Scalekit. */
export function readResult(outcome: Outcome): PushResult | undefined {
  if (outcome.kind !== 'response' || !isAccepted(outcome)) return undefined;
  if (outcome.body === '') return {};
  const json = parseObject(outcome.body);
  if (json === undefined) return undefined;
  const id = json['auth_request_id'] ?? json['authRequestId'];
  return typeof id === 'string' && /^[A-Za-z0-9_-]{1,128}$/.test(id) ? { authRequestId: id } : {};
}

/** Whether Scalekit may know the user now, whatever it responded. */
export function mayHaveTaken(outcome: Outcome): boolean {
  if (outcome.kind === 'failure') return outcome.reached;
  return outcome.status >= 500 || isAccepted(outcome);
}

/** @param mayHaveArrived by any attempt so far */
export function failureOf(outcome: Outcome, mayHaveArrived: boolean): FederationError {
  if (outcome.kind === 'failure') return new ScalekitUnavailableError(undefined, mayHaveArrived);
  const { status, retryAfterSeconds } = outcome;
  if (status === 409) return new LoginRequestTakenError(mayHaveArrived);
  if (status === 429 || status >= 500) {
    return new ScalekitUnavailableError(retryAfterSeconds, mayHaveArrived);
  }
  return new ScalekitRejectedError(status, hintFor(outcome), mayHaveArrived);
}

function hintFor(outcome: Outcome & { kind: 'response' }): string {
  const { status } = outcome;
  if (isAccepted(outcome)) {
    return 'its response was not understood; check that SCALEKIT_ENVIRONMENT_URL leads to Scalekit';
  }
  if (status === 401 || status === 403) {
    return `it answered ${status}; check SCALEKIT_CLIENT_ID and SCALEKIT_CLIENT_SECRET`;
  }
  if (status === 404) {
    return 'it does not know this sign-in request; it has expired there, or SCALEKIT_CONNECTION_ID is wrong';
  }
  return `it answered ${status}`;
}
