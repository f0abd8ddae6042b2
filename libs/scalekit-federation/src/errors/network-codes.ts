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
