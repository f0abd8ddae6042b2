import { jitteredSeconds } from '../timing/jitter.js';
import { FederationError } from './federation-error.js';

export { FederationError, type FederationErrorCode, type NextStep } from './federation-error.js';
export { FederationInternalError } from './federation-internal.error.js';
export { ScalekitRejectedError, ScalekitUnavailableError } from './scalekit-errors.js';
export { TooManyRejectionsError } from './scalekit-errors.js';
export {
  DetailsUnavailableError,
  LoginDeniedError,
  LoginNeededError,
  PolicyUnavailableError,
  ResourceNotConnectedError,
} from './policy-errors.js';

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

/** 409: this login request has another answer, or may have one. */
export class LoginRequestTakenError extends FederationError {
  /**
   * @param by whom or what it was answered: `unknown` where another account was pushed, and nobody
   *   knows whether Scalekit took it; `elsewhere` where Scalekit or another replica says so
   * @param mayHaveArrived false only when Scalekit surely took nothing from this process
   * @param details who says so, if it was Scalekit
   */
  constructor(
    readonly by: 'another account' | 'cancel' | 'unknown' | 'elsewhere',
    readonly mayHaveArrived: boolean = false,
    details?: string,
  ) {
    super(
      'login_request_taken',
      409,
      by === 'unknown'
        ? 'Another account may have answered this sign-in request; only that one can try again'
        : 'This sign-in request has already been answered in another way',
      by === 'unknown' ? 'sign-in-again' : 'restart',
      details,
    );
  }
}

/** 503: the app's `store` does not answer, so nobody knows who has claimed the login request. Nothing was pushed. */
export class ClaimsUnavailableError extends FederationError {
  readonly mayHaveArrived = false;
  override readonly retryAfterSeconds = jitteredSeconds(undefined);

  /** @param details what became of the call, for the log */
  constructor(details: string) {
    super(
      'store_unavailable',
      503,
      'This app cannot connect AI apps right now',
      'retry',
      `the store of claims did not answer: ${details}. Check the connection that is given as store`,
    );
  }
}

/** 410: expired, unknown, foreign or tampered; nobody is told which. */
export class LoginRequestExpiredError extends FederationError {
  /** Private: that there is such a login request is told to the operator alone. */
  readonly #known: KnownLoginRequest;

  /** @param known for the log, where an expired one was recognised */
  constructor({ txn, connection }: KnownLoginRequest = {}) {
    super('login_request_expired', 410, 'This sign-in request is no longer valid', 'restart');
    this.#known = { txn, connection };
  }

  static knownOf(error: LoginRequestExpiredError): KnownLoginRequest {
    return error.#known;
  }
}

interface KnownLoginRequest {
  readonly txn?: string | undefined;
  /** Its name in the options. */
  readonly connection?: string | undefined;
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
