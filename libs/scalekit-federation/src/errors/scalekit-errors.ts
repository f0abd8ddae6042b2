import { jitteredSeconds } from '../timing/jitter.js';
import { FederationError, type NextStep } from './federation-error.js';
import { sentenceOf, type ScalekitCall } from './scalekit-call.js';

/** What a failed call says beside its facts. */
export interface CallVerdict {
  /** False only when Scalekit surely took nothing. */
  readonly mayHaveArrived: boolean;
  /** What the operator can check. */
  readonly hint?: string | undefined;
}

/** A call to Scalekit that failed: `message` says how, and the fields are for the operator alone. */
abstract class ScalekitCallError extends FederationError implements ScalekitCall {
  readonly call: ScalekitCall['call'];
  readonly upstreamStatus: number | undefined;
  readonly networkCode: string | undefined;
  readonly attempts: number;
  readonly elapsedMs: number;
  /** What the operator can check, where that is known. */
  readonly hint: string | undefined;
  /** False only when Scalekit surely took nothing. */
  readonly mayHaveArrived: boolean;

  protected constructor(
    code: 'scalekit_rejected' | 'scalekit_unavailable',
    status: number,
    publicMessage: string,
    call: ScalekitCall,
    verdict: CallVerdict,
    nextStep: NextStep = 'retry',
  ) {
    super(code, status, publicMessage, nextStep);
    this.call = call.call;
    this.upstreamStatus = call.upstreamStatus;
    this.networkCode = call.networkCode;
    this.attempts = call.attempts;
    this.elapsedMs = Math.round(call.elapsedMs);
    this.hint = verdict.hint;
    this.mayHaveArrived = verdict.mayHaveArrived;
    const sentence = sentenceOf(call);
    this.message = verdict.hint === undefined ? sentence : `${sentence}; ${verdict.hint}`;
  }
}

/** 502: Scalekit answered, and said no. Signing in again works once the cause is gone. */
export class ScalekitRejectedError extends ScalekitCallError {
  /** Scalekit's HTTP status. */
  declare readonly upstreamStatus: number;

  constructor(call: ScalekitCall & { readonly upstreamStatus: number }, verdict: CallVerdict) {
    // Its own word stays as it is; what somebody else answered in its place may change.
    const nextStep = call.upstreamStatus >= 400 ? 'contact' : 'retry';
    super('scalekit_rejected', 502, 'Scalekit did not accept the sign-in', call, verdict, nextStep);
  }
}

/** 503: Scalekit did not answer in time, or said that it cannot right now. */
export class ScalekitUnavailableError extends ScalekitCallError {
  /** Whole seconds after which another try makes sense, 1 to 600; sent as `Retry-After`. */
  override readonly retryAfterSeconds: number;

  /** @param retryAfterSeconds as Scalekit asks for it, undefined if it doesn't */
  constructor(call: ScalekitCall, verdict: CallVerdict, retryAfterSeconds?: number) {
    super('scalekit_unavailable', 503, 'Scalekit cannot be reached right now', call, verdict);
    this.retryAfterSeconds = jitteredSeconds(retryAfterSeconds);
  }
}

/** 503: more logins are being given up at once than this process tells Scalekit of. Nothing was sent. */
export class TooManyRejectionsError extends FederationError {
  readonly mayHaveArrived = false;

  /** @param limit which one is reached, for the log */
  constructor(
    limit: string,
    override readonly retryAfterSeconds: number,
  ) {
    super('too_many_rejections', 503, 'Too many sign-ins are cancelled right now', 'retry', limit);
  }
}
