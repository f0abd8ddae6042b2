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
    ['push', response(404, ' \n<html>'), 'scalekit_rejected', false, 'SCALEKIT_ENVIRONMENT_URL'],
    ['push', response(404, '"<html>"'), 'scalekit_rejected', false, 'SCALEKIT_CONNECTION_ID'],
    ['push', response(500), 'scalekit_unavailable', true, undefined],
    ['push', response(500, '<html>'), 'scalekit_unavailable', true, undefined],
    ['consents', response(404), 'scalekit_rejected', false, 'SCALEKIT_RESOURCE_ID'],
    ['consents', response(401), 'scalekit_rejected', false, 'SCALEKIT_CLIENT_SECRET'],
    ['consents', response(409), 'scalekit_rejected', false, 'SCALEKIT_RESOURCE_ID'],
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
    ['push', failure('EAI_AGAIN', false), 'scalekit_unavailable', false, 'check the DNS'],
    ['push', failure('NOT_SENT', false), 'scalekit_unavailable', false, 'too few connections'],
    ['push', failure('CERT_HAS_EXPIRED', false), 'scalekit_unavailable', false, 'clock'],
    [
      'push',
      failure('ERR_TLS_CERT_ALTNAME_INVALID', false),
      'scalekit_unavailable',
      false,
      'it is for another host',
    ],
    ['push', failure('ERR_SSL_WRONG_VERSION_NUMBER'), 'scalekit_unavailable', true, 'no TLS'],
    ['push', failure('EPROTO'), 'scalekit_unavailable', true, 'no TLS is spoken there'],
    ['push', failure('ERR_PROXY_1'), 'scalekit_unavailable', true, undefined],
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

describe('the error of a call', () => {
  const told = (outcome: Outcome) =>
    errorOf(outcome, { call: 'push', ...tried, mayHaveArrived: true });

  it('says what was answered', () => {
    const facts = { call: 'push', attempts: 1, elapsedMs: 10 };
    expect(told(response(503))).toMatchObject({ ...facts, upstreamStatus: 503 });
    expect(told(response(400))).toMatchObject({ ...facts, upstreamStatus: 400 });
    expect(Reflect.get(told(response(400)), 'networkCode')).toBeUndefined();
    expect(told(response(200, '<html>'))).toMatchObject({ ...facts, networkCode: 'NOT_JSON' });
    expect(told(failure('ECONNRESET'))).toMatchObject({ ...facts, networkCode: 'ECONNRESET' });
  });

  it('says what was answered that nothing can be read from', () => {
    const unreadable = { ...failure('NOT_JSON'), response: response(200, '<html>') } as Outcome;
    expect(told(unreadable)).toMatchObject({ upstreamStatus: 200, networkCode: 'NOT_JSON' });
  });

  it('says that the login request was answered elsewhere', () => {
    expect(told(response(409))).toMatchObject({
      by: 'elsewhere',
      message: expect.stringContaining('Scalekit answered 409 to the push'),
    });
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
    [{ code: 'ECONNRESET\nforged line' }, 'UNKNOWN'],
    [{ code: '0ECONNRESET' }, 'UNKNOWN'],
    [{ code: ['ECONNRESET'] }, 'UNKNOWN'],
    [{ code: 407 }, 'UNKNOWN'],
    [{ message: 'said: Proxy response (407)' }, 'UNKNOWN'],
    [{ message: 'said: Proxy Authentication Required (407)' }, 'UNKNOWN'],
    [{ errors: [] }, 'UNKNOWN'],
    [{}, 'UNKNOWN'],
    [undefined, 'UNKNOWN'],
  ])('like %j is called %s', (error, code) => {
    expect(networkCodeOf(error)).toBe(code);
  });
});
