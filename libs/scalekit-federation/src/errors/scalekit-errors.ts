import { FederationError } from './federation-error.js';

const beforeTheFirstByte = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_PRX_TLS',
]);

/** A certificate was refused, or made the handshake fail. */
export function certificateCode(code: string): boolean {
  return /CERT|SELF_SIGNED|^UNABLE_TO_|^ERR_TLS_|^UND_ERR_PRX_TLS$|HOSTNAME_MISMATCH/.test(code);
}

/** Failures that come before the first byte of the request is sent: Scalekit surely took nothing. */
export function neverSent(code: string): boolean {
  return beforeTheFirstByte.has(code) || code.startsWith('PROXY_') || certificateCode(code);
}

/** The request may have arrived; nobody waited for the response. */
export function timeoutCode(code: string): boolean {
  return /^(ETIMEDOUT|ECONNABORTED|UND_ERR_(HEADERS|BODY)_TIMEOUT)$/.test(code);
}

/** What the operator is told of a call to Scalekit that failed. Visitors are told nothing of it. */
export interface ScalekitCall {
  /** The backend's own token, or the push of the user. */
  readonly call: 'token' | 'push';
  /** The HTTP status, if there was a response. */
  readonly upstreamStatus?: number | undefined;
  /**
   * What went wrong on the way: Node's or undici's code (`ECONNREFUSED`), `PROXY_407` and the like,
   * or what is wrong with the response: `NOT_JSON`, `NO_TOKEN`, `TOO_LARGE`.
   */
  readonly networkCode?: string | undefined;
  /** How often this call was tried. */
  readonly attempts: number;
  /** Milliseconds since the first attempt began, waiting included. */
  readonly elapsedMs: number;
}

/** A sentence for the log, such as "Scalekit answered 503 to the push (3 attempts in 1.2 s)". */
export function sentenceOf(call: ScalekitCall): string {
  const { attempts, elapsedMs } = call;
  const tries = attempts === 1 ? '1 attempt' : `${attempts} attempts`;
  const seconds = (elapsedMs / 1000).toFixed(elapsedMs < 95 ? 2 : 1);
  return `${whatHappened(call)} (${tries} in ${seconds} s)`;
}

function whatHappened({ call, upstreamStatus, networkCode: code }: ScalekitCall): string {
  const request = call === 'token' ? 'the token request' : 'the push';
  if (code === undefined) return `Scalekit answered ${upstreamStatus} to ${request}`;
  if (upstreamStatus !== undefined) {
    return `the response ${upstreamStatus} to ${request} is not Scalekit's: ${code}`;
  }
  if (code === 'TOO_LARGE')
    return `the response to ${request} is too large to be Scalekit's: ${code}`;
  if (code.startsWith('PROXY_')) return `the proxy did not let ${request} through: ${code}`;
  if (certificateCode(code)) return `the certificate met for the ${call} is not trusted: ${code}`;
  if (neverSent(code)) return `could not reach Scalekit for the ${call}: ${code}`;
  if (timeoutCode(code)) return `Scalekit did not answer ${request} in time: ${code}`;
  return `${request} broke off on its way: ${code}`;
}

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
  ) {
    super(code, status, publicMessage, 'retry');
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

/** 502: Scalekit answered, and said no. Pressing the button again works once the cause is gone. */
export class ScalekitRejectedError extends ScalekitCallError {
  /** Scalekit's HTTP status. */
  declare readonly upstreamStatus: number;

  constructor(call: ScalekitCall & { readonly upstreamStatus: number }, verdict: CallVerdict) {
    super('scalekit_rejected', 502, 'Scalekit did not accept the sign-in', call, verdict);
  }
}

/** 503: Scalekit did not answer in time, or said that it cannot right now. */
export class ScalekitUnavailableError extends ScalekitCallError {
  /** Whole seconds after which another try makes sense, 1 to 600; sent as `Retry-After`. */
  readonly retryAfterSeconds: number;

  /** @param retryAfterSeconds as Scalekit asks for it, undefined if it doesn't */
  constructor(call: ScalekitCall, verdict: CallVerdict, retryAfterSeconds?: number) {
    super('scalekit_unavailable', 503, 'Scalekit cannot be reached right now', call, verdict);
    this.retryAfterSeconds = secondsToWait(retryAfterSeconds);
  }
}

/** What makes sense to a person, whatever Scalekit asks for. */
function secondsToWait(asked: number | undefined): number {
  if (asked === undefined || Number.isNaN(asked)) return 5;
  return Math.min(Math.max(1, Math.ceil(asked)), 600);
}

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
