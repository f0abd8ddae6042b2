const beforeTheFirstByte = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'NOT_SENT',
  'CIRCUIT_OPEN',
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
  /** The backend's own token, the push of the user, or the consents to connected apps. */
  readonly call: 'token' | 'push' | 'consents';
  /** The HTTP status, if there was a response. */
  readonly upstreamStatus?: number | undefined;
  /**
   * What went wrong on the way: Node's or undici's code (`ECONNREFUSED`), `PROXY_407` and the like,
   * or what is wrong with the response: `NOT_JSON`, `NO_TOKEN`, `TOO_LARGE`; `NOT_SENT` where no
   * connection became free in time, `CIRCUIT_OPEN` where Scalekit is down and was not asked.
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

const requests: Readonly<Record<ScalekitCall['call'], string>> = {
  token: 'the token request',
  push: 'the push',
  consents: 'the request about consents',
};

function whatHappened({ call, upstreamStatus, networkCode: code }: ScalekitCall): string {
  const request = requests[call];
  if (code === undefined) return `Scalekit answered ${upstreamStatus} to ${request}`;
  if (upstreamStatus !== undefined) {
    return `the response ${upstreamStatus} to ${request} is not Scalekit's: ${code}`;
  }
  if (code === 'CIRCUIT_OPEN') return `Scalekit was not asked for the ${call}: ${code}`;
  if (code === 'TOO_LARGE')
    return `the response to ${request} is too large to be Scalekit's: ${code}`;
  if (code.startsWith('PROXY_')) return `the proxy did not let ${request} through: ${code}`;
  if (certificateCode(code)) return `the certificate met for the ${call} is not trusted: ${code}`;
  if (neverSent(code)) return `could not reach Scalekit for the ${call}: ${code}`;
  if (timeoutCode(code)) return `Scalekit did not answer ${request} in time: ${code}`;
  return `${request} broke off on its way: ${code}`;
}
