import * as errors from './federation-errors.js';

type Error = errors.FederationError & { readonly mayHaveArrived?: boolean };
type Contract = [error: Error, code: string, status: number, next: string, shown: RegExp];

const call = { call: 'push', attempts: 2, elapsedMs: 40.6 } as const;
const said = (upstreamStatus: number) =>
  new errors.ScalekitRejectedError({ ...call, upstreamStatus }, { mayHaveArrived: false });
const silent = new errors.ScalekitUnavailableError(
  { ...call, networkCode: 'ECONNRESET' },
  { mayHaveArrived: true, hint: 'check the proxy' },
  7,
);

/** What apps, pages and scripts rely on. */
const contracts: Contract[] = [
  [
    new errors.LoginRequestInvalidError('state is missing'),
    'login_request_invalid',
    400,
    'restart',
    /^This sign-in link is not valid: state is missing$/,
  ],
  [
    new errors.CsrfFailedError('it came from another site'),
    'csrf_failed',
    403,
    'retry',
    /^The request could not be verified: it came from another site$/,
  ],
  [
    new errors.EmailNotVerifiedError(),
    'email_not_verified',
    403,
    'contact',
    /^The e-mail address of this account must be verified before/,
  ],
  [
    new errors.LoginRequestTakenError('another account'),
    'login_request_taken',
    409,
    'restart',
    /^This sign-in request has already been answered in another way$/,
  ],
  [
    new errors.LoginRequestTakenError('unknown'),
    'login_request_taken',
    409,
    'sign-in-again',
    /^Another account may have answered .+ only that one can try again$/,
  ],
  [
    new errors.ClaimsUnavailableError('it failed'),
    'store_unavailable',
    503,
    'retry',
    /^This app cannot connect AI apps right now$/,
  ],
  [
    new errors.LoginRequestExpiredError({ txn: 'txn', connection: 'admin' }),
    'login_request_expired',
    410,
    'restart',
    /^This sign-in request is no longer valid$/,
  ],
  [
    new errors.PrincipalInvalidError(['sub is missing', 'email is missing']),
    'principal_invalid',
    500,
    'contact',
    /^The signed-in user cannot be sent to Scalekit$/,
  ],
  [
    new errors.LoginDeniedError('contractor'),
    'login_denied',
    403,
    'contact',
    /^This account may not connect this app$/,
  ],
  [
    new errors.LoginDeniedError('contractor', 'Ask your lead'),
    'login_denied',
    403,
    'contact',
    /^Ask your lead$/,
  ],
  [
    new errors.LoginNeededError(),
    'login_needed',
    403,
    'sign-in-again',
    /^Sign in again to connect this app$/,
  ],
  [
    new errors.PolicyUnavailableError('it threw'),
    'policy_unavailable',
    503,
    'retry',
    /^This app cannot decide right now$/,
  ],
  [
    new errors.DetailsUnavailableError(),
    'scalekit_unavailable',
    503,
    'retry',
    /^Scalekit cannot be reached right now$/,
  ],
  [
    new errors.ResourceNotConnectedError({ id: 'res_1', name: 'Tickets' }),
    'resource_not_connected',
    403,
    'restart',
    /^This app does not sign anybody in for that MCP server$/,
  ],
  [
    new errors.FederationInternalError('TypeError'),
    'internal_error',
    500,
    'retry',
    /^Something went wrong in this app$/,
  ],
  [
    new errors.TooManyRejectionsError('20 at once', 3),
    'too_many_rejections',
    503,
    'retry',
    /^Too many sign-ins are cancelled right now$/,
  ],
  [said(403), 'scalekit_rejected', 502, 'contact', /^Scalekit did not accept the sign-in$/],
  [said(302), 'scalekit_rejected', 502, 'retry', /^Scalekit did not accept the sign-in$/],
  [silent, 'scalekit_unavailable', 503, 'retry', /^Scalekit cannot be reached right now$/],
];

it.each(contracts)('%s has a code, a status, a next step and a sentence', (...contract) => {
  const [error, code, status, next, shown] = contract;
  expect(error).toBeInstanceOf(errors.FederationError);
  expect([error.code, error.getStatus(), error.nextStep]).toEqual([code, status, next]);
  const message = expect.stringMatching(shown);
  expect(error.getResponse()).toEqual({ statusCode: status, error: code, message });
});

it.each<[error: Error, details: string]>([
  [new errors.LoginDeniedError('contractor', 'Ask your lead'), 'Ask your lead: contractor'],
  [new errors.LoginNeededError('it is old'), 'Sign in again to connect this app: it is old'],
  [
    new errors.PrincipalInvalidError(['sub is missing', 'email is missing']),
    'The signed-in user cannot be sent to Scalekit: sub is missing; email is missing',
  ],
  [
    new errors.ClaimsUnavailableError('it failed'),
    'This app cannot connect AI apps right now: the store of claims did not answer: it failed. Check the connection that is given as store',
  ],
  [
    new errors.TooManyRejectionsError('20 at once', 3),
    'Too many sign-ins are cancelled right now: 20 at once',
  ],
])('%s tells the operator alone', (error, details) => {
  expect(error.message).toBe(details);
});

it.each<[error: Error, may: boolean | undefined]>([
  [new errors.LoginRequestTakenError('elsewhere'), false],
  [new errors.LoginRequestTakenError('unknown', true), true],
  [new errors.ClaimsUnavailableError('x'), false],
  [new errors.LoginDeniedError('x'), false],
  [new errors.LoginNeededError(), false],
  [new errors.PolicyUnavailableError('x'), false],
  [new errors.TooManyRejectionsError('x', 1), false],
  [new errors.FederationInternalError('x'), true],
  [said(403), false],
  [silent, true],
])('%s says whether Scalekit may have taken a push: %j', (error, may) => {
  expect(error.mayHaveArrived).toBe(may);
});

it.each<[error: Error, least: number, most: number]>([
  [new errors.ClaimsUnavailableError('x'), 5, 8],
  [new errors.PolicyUnavailableError('x'), 5, 8],
  [new errors.DetailsUnavailableError(), 5, 8],
  [new errors.TooManyRejectionsError('x', 3), 3, 3],
  [silent, 7, 11],
])('%s is worth another try in some seconds', ({ retryAfterSeconds }, least, most) => {
  expect(retryAfterSeconds).toBeGreaterThanOrEqual(least);
  expect(retryAfterSeconds).toBeLessThanOrEqual(most);
});

it('a call that failed says how, with a hint where there is one', () => {
  expect(silent).toMatchObject({
    call: 'push',
    attempts: 2,
    elapsedMs: 41,
    networkCode: 'ECONNRESET',
  });
  expect(silent.message).toMatch(/ECONNRESET.*; check the proxy$/);
  expect(said(403)).toMatchObject({ upstreamStatus: 403, hint: undefined });
  expect(said(403).message).toMatch(/403[^;]*$/);
});

it.each([
  [{ id: 'res_1', name: 'Tickets' }, 'Tickets', 'the MCP server res_1;'],
  [{ id: 'res_1', name: '' }, 'res_1', 'the MCP server res_1;'],
  [{ id: 'r\n\u202E1', name: '' }, 'r\n\u202E1', 'the MCP server r??1;'],
  [{ id: 'r'.repeat(99), name: 'T' }, 'T', `the MCP server ${'r'.repeat(64)};`],
  [undefined, '', 'no MCP server;'],
])('the MCP server %j is shown as %j', (resource, shown, named) => {
  const error = new errors.ResourceNotConnectedError(resource);
  expect(error.resource).toBe(shown);
  expect(error.message).toContain(named);
});

it('a login request that has expired is known to the operator alone', () => {
  const known = { txn: 'txn', connection: 'admin' };
  const error = new errors.LoginRequestExpiredError(known);
  expect(errors.LoginRequestExpiredError.knownOf(error)).toEqual(known);
  expect(JSON.stringify(error)).not.toContain('admin');
  expect(error.message).toBe('This sign-in request is no longer valid');
});
