import { HttpException } from '@nestjs/common';

/** The stable codes that pages, JSON bodies and callers can rely on. */
export type FederationErrorCode =
  | 'login_request_invalid'
  | 'csrf_failed'
  | 'email_not_verified'
  | 'login_request_taken'
  | 'login_request_expired'
  | 'principal_invalid'
  | 'login_denied'
  | 'login_needed'
  | 'policy_unavailable'
  | 'resource_not_connected'
  | 'internal_error'
  | 'scalekit_rejected'
  | 'scalekit_unavailable'
  | 'store_unavailable'
  | 'too_many_rejections';

/** What a person can do about an error: one step, never more. */
export type NextStep = 'restart' | 'retry' | 'sign-in-again' | 'contact';

/**
 * Base of every error of a hand-off. It is an HttpException, so that an app's own catch-all filter
 * keeps the status; its body is `{ statusCode, error, message }`, and it never holds a secret,
 * a token, a `state`, a login request id or an e-mail address. `details` are the operator's: they
 * follow in `message`, which the log shows, and are left out of the body, which visitors see.
 */
export abstract class FederationError extends HttpException {
  /** Whole seconds after which another try makes sense; sent as `Retry-After`. */
  readonly retryAfterSeconds?: number;

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
