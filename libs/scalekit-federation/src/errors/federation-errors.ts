import { HttpException } from '@nestjs/common';

/** The stable codes that pages, JSON bodies and callers can rely on. */
export type FederationErrorCode =
  | 'login_request_invalid'
  | 'csrf_failed'
  | 'email_not_verified'
  | 'login_request_taken'
  | 'login_request_expired'
  | 'principal_invalid'
  | 'scalekit_rejected'
  | 'scalekit_unavailable';

/** What a person can do about an error: one step, never more. */
export type NextStep = 'restart' | 'retry' | 'sign-in-again' | 'contact';

/**
 * Base of every error of a hand-off. It is an HttpException, so that an app's own catch-all filter
 * keeps the status; its body is `{ statusCode, error, message }`, and it never holds a secret,
 * a token, a `state`, a login request id or an e-mail address. `details` are the operator's: they
 * follow in `message`, which the log shows, and are left out of the body, which visitors see.
 */
export abstract class FederationError extends HttpException {
  protected constructor(
    readonly code: FederationErrorCode,
    status: number,
    message: string,
    readonly nextStep: NextStep,
    details?: string,
  ) {
    super({ statusCode: status, error: code, message }, status);
    this.message = details === undefined ? message : `${message}: ${details}`;
  }
}

/** 400: the parameters are not what Scalekit sends. Nothing was stored. */
export class LoginRequestInvalidError extends FederationError {
  constructor(reason: string) {
    super('login_request_invalid', 400, `This sign-in link is not valid: ${reason}`, 'restart');
  }
}

/** 403: the answer to a page of ours did not come from that page in this browser and session. */
export class CsrfFailedError extends FederationError {
  constructor(reason: string) {
    super('csrf_failed', 403, `The request could not be verified: ${reason}`, 'retry');
  }
}

/** 403: `requireVerifiedEmail` is on, and the address of this account is not verified. */
export class EmailNotVerifiedError extends FederationError {
  constructor() {
    super(
      'email_not_verified',
      403,
      'The e-mail address of this account must be verified before it can connect an AI app',
      'contact',
    );
  }
}

/** 409: another account has already answered this login request. */
export class LoginRequestTakenError extends FederationError {
  /** @param mayHaveArrived false only when Scalekit surely took nothing from this process */
  constructor(readonly mayHaveArrived: boolean = false) {
    super(
      'login_request_taken',
      409,
      'This sign-in request has already been answered in another way',
      'restart',
    );
  }
}

/** 410: expired, unknown, foreign or tampered; nobody is told which. */
export class LoginRequestExpiredError extends FederationError {
  constructor() {
    super('login_request_expired', 410, 'This sign-in request is no longer valid', 'restart');
  }
}

/** 500: the app's principal, or what its mapper made of it, is not a federated user. */
export class PrincipalInvalidError extends FederationError {
  /** @param problems each with the field's path and the fix; never a value */
  constructor(readonly problems: readonly string[]) {
    super(
      'principal_invalid',
      500,
      'The signed-in user cannot be sent to Scalekit',
      'contact',
      problems.join('; '),
    );
  }
}

/** 502: Scalekit answered, and said no. Pressing the button again works once the cause is gone. */
export class ScalekitRejectedError extends FederationError {
  constructor(
    /** Scalekit's HTTP status. */
    readonly upstreamStatus: number,
    /** What the operator can check. */
    readonly hint: string,
    /** False only when Scalekit surely took nothing. */
    readonly mayHaveArrived: boolean,
  ) {
    super('scalekit_rejected', 502, 'Scalekit did not accept the sign-in', 'retry', hint);
  }
}

/** 503: Scalekit did not answer in time, or said that it cannot right now. */
export class ScalekitUnavailableError extends FederationError {
  /** Whole seconds after which another try makes sense, 1 to 600; sent as `Retry-After`. */
  readonly retryAfterSeconds: number;

  /** @param retryAfterSeconds as Scalekit asks for it, undefined if it doesn't */
  constructor(
    retryAfterSeconds: number | undefined,
    /** False only when Scalekit surely took nothing. */
    readonly mayHaveArrived: boolean,
  ) {
    super('scalekit_unavailable', 503, 'Scalekit cannot be reached right now', 'retry');
    this.retryAfterSeconds = secondsToWait(retryAfterSeconds);
  }
}

/** What makes sense to a person, whatever Scalekit asks for. */
function secondsToWait(asked: number | undefined): number {
  if (asked === undefined || Number.isNaN(asked)) return 5;
  return Math.min(Math.max(1, Math.ceil(asked)), 600);
}
