import { LoginRequestInvalidError } from '../errors/federation-errors.js';
import {
  checkLoginRequest,
  parseLoginRequest,
  type LoginRequestParameters,
} from './parse-login-request.js';

const parse = (query: string) => parseLoginRequest(new URLSearchParams(query));

describe('the query of a login page brings', () => {
  it.each([
    ['nothing', ''],
    ['the app’s own OAuth, which is not ours', 'state=abc&code=1'],
    ['other parameters', 'next=%2Fhome'],
  ])('no login request: %s', (_what, query) => {
    expect(parse(query)).toBeUndefined();
  });

  it.each<[query: string, loginRequestId: string, state: string]>([
    ['login_request_id=lri_1&state=abc', 'lri_1', 'abc'],
    ['state=abc&login_request_id=lri_1&lang=en', 'lri_1', 'abc'],
    ['login_request_id=a-b_C9&state=%20%7E%2B', 'a-b_C9', ' ~+'],
    [
      `login_request_id=${'a'.repeat(128)}&state=${'s'.repeat(1024)}`,
      'a'.repeat(128),
      's'.repeat(1024),
    ],
  ])('a login request: %s', (query, loginRequestId, state) => {
    expect(parse(query)).toEqual({ loginRequestId, state });
  });

  it.each([
    ['no state', 'login_request_id=lri_1', 'state is missing'],
    ['an id twice', 'login_request_id=a&login_request_id=b&state=c', 'a parameter is repeated'],
    ['a state twice', 'login_request_id=a&state=b&state=b', 'a parameter is repeated'],
    ['an id in brackets', 'login_request_id[]=a&state=b', 'a parameter is repeated'],
    ['a state in brackets', 'login_request_id=a&state[x]=b', 'a parameter is repeated'],
    ['two, one in brackets', 'login_request_id=a&state=b&state[]=c', 'a parameter is repeated'],
    ['an empty id', 'login_request_id=&state=b', 'login_request_id is malformed'],
    ['an empty state', 'login_request_id=a&state=', 'state is malformed'],
    ['a path in the id', 'login_request_id=..%2Fadmin&state=b', 'login_request_id is malformed'],
    ['a space in the id', 'login_request_id=a%20b&state=c', 'login_request_id is malformed'],
    [
      'an id of 129 characters',
      `login_request_id=${'a'.repeat(129)}&state=b`,
      'login_request_id is malformed',
    ],
    [
      'a state of 1025 characters',
      `login_request_id=a&state=${'s'.repeat(1025)}`,
      'state is malformed',
    ],
    ['a line break in the state', 'login_request_id=a&state=b%0D%0Ac', 'state is malformed'],
    ['a letter beyond ASCII in the state', 'login_request_id=a&state=%C3%A9', 'state is malformed'],
  ])('a malformed one: %s', (_what, query, reason) => {
    expect(() => parse(query)).toThrow(LoginRequestInvalidError);
    expect(() => parse(query)).toThrow(`This sign-in link is not valid: ${reason}`);
  });
});

describe('what says it is a login request', () => {
  it.each<[what: string, said: unknown, reason: string]>([
    ['without an id', { state: 'abc' }, 'login_request_id is malformed'],
    ['with a number for an id', { loginRequestId: 1, state: 'abc' }, 'login_request_id is'],
    ['without a state', { loginRequestId: 'lri_1' }, 'state is malformed'],
    ['with a list for a state', { loginRequestId: 'lri_1', state: ['abc'] }, 'state is malformed'],
  ])('is none %s', (_what, said, reason) => {
    expect(() => checkLoginRequest(said as LoginRequestParameters)).toThrow(reason);
  });
});
