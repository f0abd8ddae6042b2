import { errorOf } from './call-error.js';
import { networkCodeOf } from './network-code.js';
import type { Outcome } from './outcome.js';
import { mayHaveTaken } from './push-result.js';

const response = (status: number, body = '{}'): Outcome => ({
  kind: 'response',
  status,
  body,
  retryAfterSeconds: undefined,
});
const failure = (code: string, reached = true): Outcome => ({ kind: 'failure', code, reached });
const tried = { attempts: 1, elapsedMs: 10 };

describe('a call that is given up', () => {
  it.each([
    // of, with, error, whether Scalekit may have taken the push, and what the hint names
    ['push', response(200, '<html>'), 'scalekit_rejected', true, 'SCALEKIT_ENVIRONMENT_URL'],
    ['push', response(307), 'scalekit_rejected', false, 'SCALEKIT_ENVIRONMENT_URL'],
    ['push', response(400), 'scalekit_rejected', false, undefined],
    ['push', response(401), 'scalekit_rejected', false, 'SCALEKIT_CLIENT_SECRET'],
    ['push', response(403), 'scalekit_rejected', false, 'SCALEKIT_CLIENT_SECRET'],
    ['push', response(404), 'scalekit_rejected', false, 'SCALEKIT_CONNECTION_ID'],
    ['push', response(404, '<html>'), 'scalekit_rejected', false, 'SCALEKIT_ENVIRONMENT_URL'],
    ['push', response(409), 'login_request_taken', false, undefined],
    ['push', response(429), 'scalekit_unavailable', false, 'rate limit'],
    ['push', response(500), 'scalekit_unavailable', true, undefined],
    ['push', response(503, '<html>'), 'scalekit_unavailable', true, undefined],
    ['push', failure('ECONNREFUSED', false), 'scalekit_unavailable', false, 'nothing listens'],
    ['push', failure('ENOTFOUND', false), 'scalekit_unavailable', false, 'no such host'],
    ['push', failure('ECONNRESET'), 'scalekit_unavailable', true, undefined],
    ['push', failure('ETIMEDOUT'), 'scalekit_unavailable', true, undefined],
    ['push', failure('TOO_LARGE'), 'scalekit_unavailable', true, 'leads elsewhere'],
    ['push', failure('PROXY_502', false), 'scalekit_unavailable', false, 'NO_PROXY'],
    ['token', failure('PROXY_407', false), 'scalekit_unavailable', false, 'HTTPS_PROXY'],
    ['token', failure('PROXY_ENOTFOUND', false), 'scalekit_unavailable', false, 'HTTPS_PROXY'],
    [
      'token',
      failure('SELF_SIGNED_CERT_IN_CHAIN', false),
      'scalekit_unavailable',
      false,
      'NODE_EXTRA_CA_CERTS',
    ],
    ['token', response(401), 'scalekit_rejected', false, 'SCALEKIT_CLIENT_ID'],
    ['token', response(409), 'scalekit_rejected', false, 'SCALEKIT_CLIENT_ID'],
    ['token', response(404, '<html>'), 'scalekit_rejected', false, 'leads elsewhere'],
    ['token', response(302), 'scalekit_rejected', false, 'leads elsewhere'],
    ['token', failure('NOT_JSON', false), 'scalekit_unavailable', false, 'leads elsewhere'],
  ] as const)('of a %s with %j is %s', (call, outcome, code, taken, hint) => {
    const mayHaveArrived = call === 'push' && mayHaveTaken(outcome);
    expect(mayHaveArrived).toBe(taken);
    const error = errorOf(outcome, { call, ...tried, mayHaveArrived });
    expect(error).toMatchObject({ code, mayHaveArrived });
    const told: unknown = Reflect.get(error, 'hint');
    if (hint === undefined) expect(told).toBeUndefined();
    else expect(told).toContain(hint);
  });
});

describe('a failure on the network', () => {
  it.each([
    [{ code: 'ECONNREFUSED' }, 'ECONNREFUSED'],
    [
      { code: 'UND_ERR_ABORTED', message: 'Proxy response (407) !== 200 when HTTP Tunneling' },
      'PROXY_407',
    ],
    [{ code: 'UND_ERR_INVALID_ARG', message: 'Proxy Authentication Required (407)' }, 'PROXY_407'],
    [{ code: 'ERR_BAD_RESPONSE', message: 'maxContentLength size of 65536 exceeded' }, 'TOO_LARGE'],
    [{ errors: [{ code: 'ECONNREFUSED' }, { code: 'ENETUNREACH' }] }, 'ECONNREFUSED'],
    [{ code: 'a\nforged line' }, 'UNKNOWN'],
    [{ code: 407 }, 'UNKNOWN'],
    [{}, 'UNKNOWN'],
    [undefined, 'UNKNOWN'],
  ])('like %j is called %s', (error, code) => {
    expect(networkCodeOf(error)).toBe(code);
  });
});
