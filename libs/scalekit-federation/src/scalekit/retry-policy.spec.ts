import type { Outcome } from './outcome.js';
import { budget, delayBeforeRetry } from './retry-policy.js';

const response = (status: number, retryAfterSeconds?: number): Outcome => ({
  kind: 'response',
  status,
  body: '',
  retryAfterSeconds,
});
const failure = (code: string): Outcome => ({ kind: 'failure', code, reached: true });
const half = 0.5;

describe('the next attempt', () => {
  it.each([
    // outcome, attempt, elapsed ms, ms to wait
    ['429', response(429), 1, 0, 200],
    ['502', response(502), 1, 0, 200],
    ['503', response(503), 1, 0, 200],
    ['504', response(504), 1, 0, 200],
    ['503, the second time', response(503), 2, 0, 400],
    ['503, the last time', response(503), 3, 0, undefined],
    ['503 at the end of the budget', response(503), 1, budget.totalMs, undefined],
    ['503, which would end with the budget', response(503), 1, budget.totalMs - 200, undefined],
    ['503, a moment earlier', response(503), 1, budget.totalMs - 201, 200],
    ['503 with Retry-After: 0', response(503, 0), 1, 0, 200],
    ['503 with Retry-After: 2', response(503, 2), 1, 0, 2000],
    ['503 with Retry-After: 20', response(503, 20), 1, 0, undefined],
    ['429 with Retry-After: 2, late', response(429, 2), 1, 10_500, undefined],
    ['500', response(500), 1, 0, undefined],
    ['501', response(501), 1, 0, undefined],
    ['400', response(400), 1, 0, undefined],
    ['401', response(401), 1, 0, undefined],
    ['403', response(403), 1, 0, undefined],
    ['404', response(404), 1, 0, undefined],
    ['409', response(409), 1, 0, undefined],
    ['307', response(307), 1, 0, undefined],
    ['ECONNRESET', failure('ECONNRESET'), 1, 0, 200],
    ['ECONNREFUSED', failure('ECONNREFUSED'), 2, 0, 400],
    ['ENOTFOUND', failure('ENOTFOUND'), 1, 0, 200],
    ['ETIMEDOUT', failure('ETIMEDOUT'), 1, 5000, 200],
    ['UND_ERR_SOCKET', failure('UND_ERR_SOCKET'), 1, 0, 200],
    ['ERR_CANCELED', failure('ERR_CANCELED'), 1, 0, undefined],
    [
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      failure('UNABLE_TO_VERIFY_LEAF_SIGNATURE'),
      1,
      0,
      undefined,
    ],
    ['CIRCUIT_OPEN', failure('CIRCUIT_OPEN'), 1, 0, undefined],
    ['ERR_BAD_RESPONSE', failure('ERR_BAD_RESPONSE'), 1, 0, undefined],
    ['ERR_BAD_OPTION', failure('ERR_BAD_OPTION'), 1, 0, undefined],
    ['ERR_BAD_OPTION_VALUE', failure('ERR_BAD_OPTION_VALUE'), 1, 0, undefined],
    ['TOO_LARGE', failure('TOO_LARGE'), 1, 0, undefined],
    ['NOT_JSON', failure('NOT_JSON'), 1, 0, undefined],
    ['NO_TOKEN', failure('NO_TOKEN'), 1, 0, undefined],
    ['PROXY_407', failure('PROXY_407'), 1, 0, undefined],
    ['PROXY_502', failure('PROXY_502'), 1, 0, 200],
    ['PROXY_ECONNREFUSED', failure('PROXY_ECONNREFUSED'), 1, 0, 200],
    ['CERT_HAS_EXPIRED', failure('CERT_HAS_EXPIRED'), 1, 0, undefined],
    ['SELF_SIGNED_CERT_IN_CHAIN', failure('SELF_SIGNED_CERT_IN_CHAIN'), 1, 0, undefined],
    ['ERR_TLS_CERT_ALTNAME_INVALID', failure('ERR_TLS_CERT_ALTNAME_INVALID'), 1, 0, undefined],
  ])('comes after %s', (_what, outcome, attempt, elapsedMs, waitMs) => {
    expect(delayBeforeRetry(outcome, attempt, elapsedMs, half)).toBe(waitMs);
  });
});
