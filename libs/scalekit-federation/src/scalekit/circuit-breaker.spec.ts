import { isAnswer, openFor, saysDown } from './circuit-breaker.js';
import type { Outcome } from './outcome.js';

const response = (status: number): Outcome => ({
  kind: 'response',
  status,
  body: '{}',
  retryAfterSeconds: undefined,
});
const failure = (code: string): Outcome => ({ kind: 'failure', code, reached: true });
const unread = (code: string): Outcome => ({
  kind: 'failure',
  code,
  reached: true,
  response: { kind: 'response', status: 200, body: '', retryAfterSeconds: undefined },
});

describe('an outcome', () => {
  it.each([
    // outcome, says that Scalekit is down, says that it is there
    ['200', response(200), false, true],
    ['401', response(401), false, true],
    ['404', response(404), false, true],
    ['429', response(429), false, true],
    ['500', response(500), false, true],
    ['502', response(502), true, false],
    ['503', response(503), true, false],
    ['504', response(504), true, false],
    ['nobody there', failure('ECONNREFUSED'), true, false],
    ['no such host', failure('ENOTFOUND'), true, false],
    ['a reset', failure('ECONNRESET'), true, false],
    ['silence', failure('ETIMEDOUT'), true, false],
    ['no connection to Scalekit in time', failure('UND_ERR_CONNECT_TIMEOUT'), true, false],
    ['no free connection here', failure('NOT_SENT'), false, false],
    ['a certificate', failure('CERT_HAS_EXPIRED'), false, false],
    ['a proxy that wants a password', failure('PROXY_407'), false, false],
    ['a cancel', failure('ERR_CANCELED'), false, false],
    ['no JSON', unread('NOT_JSON'), false, true],
  ])('of %s', (_what, outcome, down, there) => {
    expect([saysDown(outcome), isAnswer(outcome)]).toEqual([down, there]);
  });
});

it('an open circuit is tried after 5 s, more or less 30 %', () => {
  expect([openFor(0), openFor(0.5), openFor(1)].map(Math.round)).toEqual([3_500, 5_000, 6_500]);
});
