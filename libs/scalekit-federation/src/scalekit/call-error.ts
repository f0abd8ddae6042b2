import {
  LoginRequestTakenError,
  ScalekitRejectedError,
  ScalekitUnavailableError,
  type FederationError,
} from '../errors/federation-errors.js';
import { sentenceOf, type ScalekitCall } from '../errors/scalekit-call.js';
import { hintFor } from './hints.js';
import type { Outcome } from './outcome.js';
import { isAccepted } from './push-result.js';

/** How a call was tried until it was given up. */
export interface Tried extends Pick<ScalekitCall, 'call' | 'attempts' | 'elapsedMs'> {
  /** Of a push: whether any attempt so far may have arrived. */
  readonly mayHaveArrived: boolean;
}

/** The error of a call that is given up with this outcome. */
export function errorOf(outcome: Outcome, tried: Tried): FederationError {
  const { mayHaveArrived, ...facts } = tried;
  const verdict = { mayHaveArrived, hint: hintFor(facts.call, outcome) };
  if (outcome.kind === 'failure') {
    const { code: networkCode, response } = outcome;
    const call = { ...facts, networkCode, upstreamStatus: response?.status };
    return new ScalekitUnavailableError(call, verdict, response?.retryAfterSeconds);
  }
  const { status: upstreamStatus, retryAfterSeconds } = outcome;
  const call = { ...facts, upstreamStatus };
  if (upstreamStatus === 409 && facts.call === 'push') {
    return new LoginRequestTakenError(mayHaveArrived, sentenceOf(call));
  }
  if (upstreamStatus === 429 || upstreamStatus >= 500) {
    return new ScalekitUnavailableError(call, verdict, retryAfterSeconds);
  }
  const networkCode = isAccepted(outcome) ? 'NOT_JSON' : undefined;
  return new ScalekitRejectedError({ ...call, networkCode }, verdict);
}
