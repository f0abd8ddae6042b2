import * as errors from '../errors/federation-errors.js';
import { detailOf, factsOf, kindOf, linesOf } from './failure.js';

const call = { call: 'push', attempts: 2, elapsedMs: 40 } as const;
const unavailable = (more: object) =>
  new errors.ScalekitUnavailableError({ ...call, ...more }, { mayHaveArrived: true });
const rejected = new errors.ScalekitRejectedError(
  { ...call, upstreamStatus: 403 },
  { mayHaveArrived: false },
);
const at = { connection: 'conn_1' };

it.each<[error: errors.FederationError, facts: object]>([
  [
    rejected,
    {
      reason: 'scalekit_rejected',
      call: 'push',
      status: 403,
      code: undefined,
      attempts: 2,
      ms: 40,
    },
  ],
  [
    unavailable({ networkCode: 'ECONNRESET' }),
    {
      reason: 'scalekit_unavailable',
      call: 'push',
      status: undefined,
      code: 'ECONNRESET',
      attempts: 2,
      ms: 40,
    },
  ],
  [new errors.DetailsUnavailableError(), { reason: 'scalekit_unavailable' }],
  [new errors.LoginDeniedError('x'), { reason: 'login_denied' }],
])('%s has its facts', (error, facts) => {
  expect(factsOf(error)).toEqual(facts);
});

it('a fault of this app says where it is, and nothing else does', () => {
  const trace = 'TypeError\n    at f (/app.js:1:1)';
  const fault = new errors.FederationInternalError(trace);
  expect(detailOf(fault)).toBe(`Something went wrong in this app: TypeError\n${trace}`);
  expect(detailOf(new errors.LoginDeniedError('contractor'))).toMatch(/: contractor$/);
});

it.each<[error: errors.FederationError, lines: number]>([
  [unavailable({}), 1],
  [new errors.ClaimsUnavailableError('x'), 1],
  [new errors.TooManyRejectionsError('x', 1), 1],
  [rejected, 5],
  [new errors.PolicyUnavailableError('x'), 5],
  [new errors.FederationInternalError('x'), 5],
])('of %s the log has so many lines before it sums up: %i', (error, lines) => {
  expect(linesOf(error)).toBe(lines);
});

describe('two failures', () => {
  it.each<[what: string, one: errors.FederationError, other: errors.FederationError]>([
    [
      'of one outage, however long they took',
      unavailable({ networkCode: 'ECONNRESET' }),
      unavailable({ networkCode: 'ECONNRESET', attempts: 1, elapsedMs: 5000 }),
    ],
    [
      'of one limit, whatever it is of',
      new errors.TooManyRejectionsError('20 of alice', 1),
      new errors.TooManyRejectionsError('20 of bob', 1),
    ],
    [
      'of one cause in this app',
      new errors.PolicyUnavailableError('it threw TypeError'),
      new errors.PolicyUnavailableError('it threw TypeError'),
    ],
  ])('are alike: %s', (_what, one, other) => {
    expect(kindOf(one, at)).toBe(kindOf(other, at));
  });

  it.each<[what: string, one: errors.FederationError, other: errors.FederationError]>([
    ['of two codes', unavailable({ networkCode: 'A' }), unavailable({ networkCode: 'B' })],
    ['of two statuses', unavailable({ upstreamStatus: 502 }), unavailable({ upstreamStatus: 503 })],
    ['of two calls', unavailable({}), unavailable({ call: 'token' })],
    [
      'of two causes in this app',
      new errors.PolicyUnavailableError('it threw TypeError'),
      new errors.PolicyUnavailableError('it threw RangeError'),
    ],
    [
      'of two kinds',
      new errors.PolicyUnavailableError('it threw TypeError'),
      new errors.ClaimsUnavailableError('it threw TypeError'),
    ],
  ])('are not alike: %s', (_what, one, other) => {
    expect(kindOf(one, at)).not.toBe(kindOf(other, at));
  });

  it('of two connections are not alike', () => {
    expect(kindOf(rejected, at)).not.toBe(kindOf(rejected, { connection: 'conn_2' }));
  });
});
