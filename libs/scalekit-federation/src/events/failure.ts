import {
  ClaimsUnavailableError,
  FederationInternalError,
  ScalekitRejectedError,
  ScalekitUnavailableError,
  TooManyRejectionsError,
  type FederationError,
} from '../errors/federation-errors.js';
import type { EventFacts } from './federation-event.js';

/** The facts of a failure: its code, and how a call to Scalekit failed. */
export function factsOf(error: FederationError): EventFacts {
  const reason = error.code;
  if (!(error instanceof ScalekitUnavailableError || error instanceof ScalekitRejectedError)) {
    return { reason };
  }
  const { call, upstreamStatus: status, networkCode: code, attempts, elapsedMs: ms } = error;
  return { reason, call, status, code, attempts, ms };
}

/** What the log says of it beside its facts; of a fault of this app also where it is. */
export function detailOf(error: FederationError): string {
  const { message } = error;
  return error instanceof FederationInternalError
    ? `${message}\n${FederationInternalError.traceOf(error)}`
    : message;
}

/** Of what is not this app. */
const outages = [ScalekitUnavailableError, ClaimsUnavailableError, TooManyRejectionsError];

/**
 * How many that are alike have a line of their own: one tells of an outage, and a function of the app
 * may fail for one person only.
 */
export function linesOf(error: FederationError): number {
  return outages.some((outage) => error instanceof outage) ? 1 : 5;
}

/** What makes two failures alike: an outage of one call, or the same cause in this app. Never a person. */
export function kindOf(error: FederationError, { connection }: EventFacts): string {
  const { reason, call, status, code } = factsOf(error);
  const cause =
    call === undefined && !(error instanceof TooManyRejectionsError) ? detailOf(error) : undefined;
  return JSON.stringify([connection, reason, call, status, code, cause]);
}
