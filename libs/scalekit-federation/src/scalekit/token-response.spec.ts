import type { Outcome } from './outcome.js';
import { factsOfFetch, readToken, tokenLifetimeSeconds } from './token-response.js';

describe('a token is trusted', () => {
  it.each([
    ['as documented', 3600, 3600],
    ['as documented elsewhere', 86_399, 86_399],
    ['as a string', '7200', 7200],
    ['shorter than a push needs', 5, 30],
    ['longer than a day', 10_000_000, 86_400],
    ['as the Postman collection shows it', Number('18446744064486179580'), 3600],
    ['as the same in a string', '18446744064486179580', 3600],
    ['zero', 0, 3600],
    ['negative', -1, 3600],
    ['a fraction', 1.5, 3600],
    ['no number', 'soon', 3600],
    ['infinite', Infinity, 3600],
    ['null', null, 3600],
    ['true', true, 3600],
    ['a list', [7200], 3600],
    ['left out', undefined, 3600],
  ])('when expires_in is %s, %p, for %p seconds', (_what, expiresIn, seconds) => {
    expect(tokenLifetimeSeconds(expiresIn)).toBe(seconds);
  });
});

describe('the answer to a request for a token', () => {
  const answer = (body: string, status = 200): Outcome => ({
    kind: 'response',
    status,
    body,
    retryAfterSeconds: undefined,
  });
  const withToken = (change: object = {}) =>
    answer(JSON.stringify({ access_token: 'token', token_type: 'Bearer', ...change }));

  it.each([
    ['as documented', withToken({ expires_in: 7200 }), 'token', 7200],
    ['without a lifetime', withToken(), 'token', 3600],
    ['without a type', withToken({ token_type: undefined }), 'token', 3600],
    ['with a type in other letters', withToken({ token_type: 'bEARER' }), 'token', 3600],
    ['with any visible ASCII', withToken({ access_token: '!~' }), '!~', 3600],
    ['of 8 KB', withToken({ access_token: 'x'.repeat(8192) }), 'x'.repeat(8192), 3600],
  ])('brings a token %s', (_what, outcome, value, lifetimeSeconds) => {
    expect(readToken(outcome)).toEqual({ kind: 'token', value, lifetimeSeconds });
    expect(factsOfFetch(outcome)).toEqual({});
  });

  it.each([
    ['is no JSON', answer('<html>'), 'NOT_JSON'],
    ['is empty', answer(''), 'NOT_JSON'],
    ['is a list', answer('[]'), 'NOT_JSON'],
    ['has none', withToken({ access_token: undefined }), 'NO_TOKEN'],
    ['has a list of them', withToken({ access_token: ['token'] }), 'NO_TOKEN'],
    ['has an empty one', withToken({ access_token: '' }), 'NO_TOKEN'],
    ['has one with a blank', withToken({ access_token: 'a b' }), 'NO_TOKEN'],
    ['has one that would end a header', withToken({ access_token: 'a\r\nb' }), 'NO_TOKEN'],
    ['has one of more than 8 KB', withToken({ access_token: 'x'.repeat(8193) }), 'NO_TOKEN'],
    ['has one of another type', withToken({ token_type: 'DPoP' }), 'NO_TOKEN'],
  ])('that %s is a failure', (_what, response, code) => {
    expect(readToken(response)).toEqual({ kind: 'failure', code, reached: true, response });
    expect(factsOfFetch(response)).toEqual({ error: 'scalekit_unavailable' });
  });

  it.each<[what: string, outcome: Outcome, error: string]>([
    ['401', answer('{"access_token":"token"}', 401), 'scalekit_rejected'],
    ['503', answer('{"access_token":"token"}', 503), 'scalekit_unavailable'],
    ['nothing', { kind: 'failure', code: 'ECONNRESET', reached: true }, 'scalekit_unavailable'],
  ])('stays what it was where it is %s', (_what, outcome, error) => {
    expect(readToken(outcome)).toBe(outcome);
    expect(factsOfFetch(outcome)).toEqual({ error });
  });
});
