import type { Outcome } from './outcome.js';
import { isAccepted, isUnauthorized, mayHaveTaken, readResult } from './push-result.js';

const answer = (status: number, body = '{}'): Outcome => ({
  kind: 'response',
  status,
  body,
  retryAfterSeconds: undefined,
});
const failure = (reached: boolean): Outcome => ({ kind: 'failure', code: 'ECONNRESET', reached });

describe('what became of a push', () => {
  it.each<[what: string, outcome: Outcome, accepted: boolean, unauthorized: boolean, may: boolean]>(
    [
      ['199', answer(199), false, false, false],
      ['200', answer(200), true, false, true],
      ['204', answer(204), true, false, true],
      ['299', answer(299), true, false, true],
      ['300', answer(300), false, false, false],
      ['400', answer(400), false, false, false],
      ['401', answer(401), false, true, false],
      ['403', answer(403), false, false, false],
      ['499', answer(499), false, false, false],
      ['500', answer(500), false, false, true],
      ['a failure that Scalekit may have seen', failure(true), false, false, true],
      ['a failure on the way to it', failure(false), false, false, false],
      // It has a status, and is no answer of Scalekit's.
      ['a failure with a 200', { ...failure(false), status: 200 } as Outcome, false, false, false],
      ['a failure with a 401', { ...failure(false), status: 401 } as Outcome, false, false, false],
    ],
  )('%s: accepted %p, unauthorized %p, may have been taken %p', (_what, outcome, ...expected) => {
    expect([isAccepted(outcome), isUnauthorized(outcome), mayHaveTaken(outcome)]).toEqual(expected);
  });
});

describe('the result of a push', () => {
  it.each([
    ['with an id', '{"auth_request_id":"req_1"}', { authRequestId: 'req_1' }],
    ['with an id in camelCase', '{"authRequestId":"req_1"}', { authRequestId: 'req_1' }],
    [
      'with a long id',
      `{"authRequestId":"${'r'.repeat(128)}"}`,
      { authRequestId: 'r'.repeat(128) },
    ],
    ['with an id that is too long', `{"authRequestId":"${'r'.repeat(129)}"}`, {}],
    ['with an id that would forge a line', '{"authRequestId":"req_1\\nforged"}', {}],
    ['with a blank before the id', '{"authRequestId":" req_1"}', {}],
    ['with a list for an id', '{"authRequestId":["req_1"]}', {}],
    ['with nothing', '{}', {}],
    ['with no body', '', {}],
    ['with a page of somebody else', '<html>', undefined],
    ['with a list', '[]', undefined],
  ])('%s', (_what, body, result) => {
    expect(readResult(answer(200, body))).toEqual(result);
  });

  it.each([
    ['no 2xx', answer(400, '{"authRequestId":"req_1"}')],
    ['no response', failure(true)],
  ])('is none of %s', (_what, outcome) => {
    expect(readResult(outcome)).toBeUndefined();
  });
});
