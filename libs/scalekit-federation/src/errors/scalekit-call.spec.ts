import {
  certificateCode,
  neverSent,
  timeoutCode,
  sentenceOf,
  type ScalekitCall,
} from './scalekit-call.js';

const once = { attempts: 1, elapsedMs: 42 };
const often = { attempts: 3, elapsedMs: 1234 };

describe('the log says', () => {
  it.each<[Omit<ScalekitCall, 'attempts' | 'elapsedMs'> & Partial<ScalekitCall>, string]>([
    [
      { call: 'push', upstreamStatus: 503, ...often },
      'Scalekit answered 503 to the push (3 attempts in 1.2 s)',
    ],
    [
      { call: 'token', upstreamStatus: 401 },
      'Scalekit answered 401 to the token request (1 attempt in 0.04 s)',
    ],
    [
      { call: 'token', networkCode: 'ECONNREFUSED', attempts: 3, elapsedMs: 600 },
      'could not reach Scalekit for the token: ECONNREFUSED (3 attempts in 0.6 s)',
    ],
    [
      { call: 'push', networkCode: 'ETIMEDOUT', ...often },
      'Scalekit did not answer the push in time: ETIMEDOUT (3 attempts in 1.2 s)',
    ],
    [
      { call: 'push', networkCode: 'ECONNRESET', ...often },
      'the push broke off on its way: ECONNRESET (3 attempts in 1.2 s)',
    ],
    [
      { call: 'token', networkCode: 'CERT_HAS_EXPIRED' },
      'the certificate met for the token is not trusted: CERT_HAS_EXPIRED (1 attempt in 0.04 s)',
    ],
    [
      { call: 'token', networkCode: 'PROXY_407' },
      'the proxy did not let the token request through: PROXY_407 (1 attempt in 0.04 s)',
    ],
    [
      { call: 'push', networkCode: 'CIRCUIT_OPEN', attempts: 0 },
      'Scalekit was not asked for the push: CIRCUIT_OPEN (0 attempts in 0.04 s)',
    ],
    [
      { call: 'push', networkCode: 'NOT_SENT' },
      'could not reach Scalekit for the push: NOT_SENT (1 attempt in 0.04 s)',
    ],
    [
      { call: 'consents', upstreamStatus: 500, elapsedMs: 94 },
      'Scalekit answered 500 to the request about consents (1 attempt in 0.09 s)',
    ],
    [
      { call: 'consents', upstreamStatus: 500, elapsedMs: 95 },
      'Scalekit answered 500 to the request about consents (1 attempt in 0.1 s)',
    ],
    [
      { call: 'push', networkCode: 'TOO_LARGE' },
      "the response to the push is too large to be Scalekit's: TOO_LARGE (1 attempt in 0.04 s)",
    ],
    [
      { call: 'token', upstreamStatus: 200, networkCode: 'NOT_JSON' },
      "the response 200 to the token request is not Scalekit's: NOT_JSON (1 attempt in 0.04 s)",
    ],
  ])('of %j: %s', (call, sentence) => {
    expect(sentenceOf({ ...once, ...call })).toBe(sentence);
  });
});

describe('a code of the network', () => {
  it.each([
    // code, surely never sent, a certificate, a timeout
    ['ECONNREFUSED', true, false, false],
    ['ENOTFOUND', true, false, false],
    ['EAI_AGAIN', true, false, false],
    ['EHOSTUNREACH', true, false, false],
    ['ENETUNREACH', true, false, false],
    ['UND_ERR_CONNECT_TIMEOUT', true, false, false],
    ['NOT_SENT', true, false, false],
    ['CIRCUIT_OPEN', true, false, false],
    ['PROXY_407', true, false, false],
    ['PROXY_502', true, false, false],
    ['PROXY_ECONNREFUSED', true, false, false],
    ['CERT_HAS_EXPIRED', true, true, false],
    ['CERT_NOT_YET_VALID', true, true, false],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', true, true, false],
    ['SELF_SIGNED_CERT_IN_CHAIN', true, true, false],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', true, true, false],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', true, true, false],
    ['ERR_TLS_CERT_ALTNAME_INVALID', true, true, false],
    ['UND_ERR_PRX_TLS', true, true, false],
    ['ETIMEDOUT', false, false, true],
    ['ECONNABORTED', false, false, true],
    ['UND_ERR_HEADERS_TIMEOUT', false, false, true],
    ['UND_ERR_BODY_TIMEOUT', false, false, true],
    ['ECONNRESET', false, false, false],
    ['EPIPE', false, false, false],
    ['UND_ERR_SOCKET', false, false, false],
    ['TOO_LARGE', false, false, false],
    ['NOT_JSON', false, false, false],
    ['ERR_CANCELED', false, false, false],
    ['UNKNOWN', false, false, false],
    // What only contains one of them is another one.
    ['NOT_UNABLE_TO_SEND', false, false, false],
    ['NO_ERR_TLS_AT_ALL', false, false, false],
    ['NO_UND_ERR_PRX_TLS', false, false, false],
    ['UND_ERR_PRX_TLS_MAYBE', false, false, false],
    ['NO_ETIMEDOUT', false, false, false],
    ['ETIMEDOUT_MAYBE', false, false, false],
  ])('%s: never sent %p, certificate %p, timeout %p', (code, sent, certificate, timeout) => {
    expect([neverSent(code), certificateCode(code), timeoutCode(code)]).toEqual([
      sent,
      certificate,
      timeout,
    ]);
  });
});
