import { certificateCode, sentenceOf, type ScalekitCall } from '../errors/scalekit-call.js';
import type { Outcome, Response } from './outcome.js';
import {
  LoginRequestTakenError,
  ScalekitRejectedError,
  ScalekitUnavailableError,
  type FederationError,
} from '../errors/federation-errors.js';
import { isAccepted } from './push-result.js';

const elsewhere = 'SCALEKIT_ENVIRONMENT_URL leads elsewhere, or a proxy answers in its place';

const byCode: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens there; check SCALEKIT_ENVIRONMENT_URL',
  ENOTFOUND: 'no such host is known; check SCALEKIT_ENVIRONMENT_URL',
  EAI_AGAIN: 'the name server does not answer; check the DNS of this machine',
  CERT_HAS_EXPIRED: "check this machine's clock, then who answers at SCALEKIT_ENVIRONMENT_URL",
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is for another host; check SCALEKIT_ENVIRONMENT_URL',
  ERR_SSL_WRONG_VERSION_NUMBER: 'no TLS is spoken there; check SCALEKIT_ENVIRONMENT_URL',
  EPROTO: 'no TLS is spoken there; check SCALEKIT_ENVIRONMENT_URL',
  PROXY_407:
    "it asks for credentials; check the proxy's user and password in HTTPS_PROXY or HTTP_PROXY",
  NOT_SENT:
    'no connection became free in time. Scalekit is slow, or a dispatcher of your own has too few connections',
  TOO_LARGE: elsewhere,
  NOT_JSON: elsewhere,
  NO_TOKEN: elsewhere,
};

/** What the operator can check about a call that failed, where that is known. */
export function hintFor(call: ScalekitCall['call'], outcome: Outcome): string | undefined {
  return outcome.kind === 'failure'
    ? (outcome.hint ?? forFailure(outcome.code))
    : forResponse(call, outcome);
}

function forFailure(code: string): string | undefined {
  const known = byCode[code];
  if (known !== undefined) return known;
  if (certificateCode(code)) {
    return "if a proxy or your company's own authority signs, name its certificate in NODE_EXTRA_CA_CERTS";
  }
  if (/^PROXY_\d/.test(code)) return 'check what the proxy allows, or name the host in NO_PROXY';
  if (code.startsWith('PROXY_')) return 'no proxy answers; check HTTPS_PROXY or HTTP_PROXY';
  return undefined;
}

function forResponse(call: ScalekitCall['call'], { status, body }: Response): string | undefined {
  if (status === 429) return "the environment's rate limit is reached";
  if (status >= 500) return undefined;
  // Scalekit speaks JSON and redirects nobody.
  if (status < 400 || /^\s*</.test(body)) return elsewhere;
  if (call === 'token') {
    return 'check SCALEKIT_ENVIRONMENT_URL, SCALEKIT_CLIENT_ID and SCALEKIT_CLIENT_SECRET';
  }
  if (status === 401 || status === 403)
    return 'check SCALEKIT_CLIENT_ID and SCALEKIT_CLIENT_SECRET';
  if (call === 'consents') {
    return 'check SCALEKIT_RESOURCE_ID, which is the id of the MCP server (res_…)';
  }
  if (status === 404) {
    return 'it does not know this sign-in request; it has expired there, or SCALEKIT_CONNECTION_ID is wrong';
  }
  return undefined;
}

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
    const {
      code: networkCode,
      response,
      retryAfterSeconds = response?.retryAfterSeconds,
    } = outcome;
    const call = { ...facts, networkCode, upstreamStatus: response?.status };
    return new ScalekitUnavailableError(call, verdict, retryAfterSeconds);
  }
  const { status: upstreamStatus, retryAfterSeconds } = outcome;
  const call = { ...facts, upstreamStatus };
  if (upstreamStatus === 409 && facts.call === 'push') {
    return new LoginRequestTakenError('elsewhere', mayHaveArrived, sentenceOf(call));
  }
  if (upstreamStatus === 429 || upstreamStatus >= 500) {
    return new ScalekitUnavailableError(call, verdict, retryAfterSeconds);
  }
  const networkCode = isAccepted(outcome) ? 'NOT_JSON' : undefined;
  return new ScalekitRejectedError({ ...call, networkCode }, verdict);
}
