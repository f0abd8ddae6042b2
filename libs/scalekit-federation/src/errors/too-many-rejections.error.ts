import { FederationError } from './federation-error.js';

/** 503: more logins are being given up at once than this process tells Scalekit of. Nothing was sent. */
export class TooManyRejectionsError extends FederationError {
  readonly mayHaveArrived = false;

  /** @param limit which one is reached, for the log */
  constructor(
    limit: string,
    /** Whole seconds; sent as `Retry-After`. */
    readonly retryAfterSeconds: number,
  ) {
    super('too_many_rejections', 503, 'Too many sign-ins are cancelled right now', 'retry', limit);
  }
}
