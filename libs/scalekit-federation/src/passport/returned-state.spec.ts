import { HttpExchange, type PlatformRequest } from '../http/http-exchange.js';
import {
  createRelayState,
  hashOf,
  isBeginningForm,
  lacksRelayState,
  parseRelayState,
  returnedState,
  sentState,
} from './returned-state.js';

type Fields = Readonly<Record<string, unknown>>;

/** Neither adapter nor response is asked for: these are rules about requests. */
function exchangeOf(request: Partial<PlatformRequest>): HttpExchange {
  const whole = { method: 'GET', url: '/callback', headers: {}, ...request };
  return new HttpExchange(undefined as never, whole, undefined);
}

const answerOf = (location: string | undefined, body = '') => ({
  status: location === undefined ? 200 : 302,
  headers: location === undefined ? {} : { location },
  body,
});

describe('the returned state', () => {
  it.each<[what: string, url: string, fields: Fields, state: string | undefined]>([
    ['OAuth 2’s in the query', '/cb?code=1&state=abc', {}, 'abc'],
    ['OAuth 2’s in a form', '/cb', { code: '1', state: 'abc' }, 'abc'],
    ['SAML’s in a form', '/cb', { SAMLResponse: 'PD94', RelayState: 'abc' }, 'abc'],
    ['SAML’s in the query', '/cb?SAMLResponse=PD94&RelayState=abc', {}, 'abc'],
    ['OAuth 1’s token', '/cb?oauth_token=abc&oauth_verifier=1', {}, 'abc'],
    ['as it was before it was encoded', '/cb?state=a%2Bb%3D%26+c', {}, 'a+b=& c'],
    ['OAuth 2’s rather than SAML’s', '/cb?RelayState=relay&state=abc', {}, 'abc'],
    ['SAML’s, where OAuth 2’s came twice', '/cb?state=a&state=b&RelayState=abc', {}, 'abc'],
    ['none, where nothing came', '/cb', {}, undefined],
    ['none, where it is empty', '/cb?state=', {}, undefined],
    ['none, where it came twice', '/cb?state=a&state=b', {}, undefined],
    ['none, where it came twice alike', '/cb?state=a&state=a', {}, undefined],
    ['none, where query and form have it', '/cb?state=a', { state: 'a' }, undefined],
    ['none, where it is a list', '/cb', { state: ['a'] }, undefined],
    ['none, where it is an object', '/cb', { RelayState: { a: 'b' } }, undefined],
    ['none, where it has another name', '/cb?State=a&relaystate=b&state[]=c', {}, undefined],
  ])('is %s', (_what, url, fields, state) => {
    expect(returnedState(exchangeOf({ url, body: fields }))).toBe(state);
  });
});

describe('a form that begins a trip', () => {
  const own = { 'sec-fetch-site': 'same-origin' };
  const host = 'app.example';

  it.each<[what: string, request: Partial<PlatformRequest>, begins: boolean]>([
    ['a POST of this app', { method: 'POST', headers: own }, true],
    ['with fields of its own', { method: 'POST', headers: own, body: { team: 'a' } }, true],
    ['with a state of its own', { method: 'POST', headers: own, body: { state: 'a' } }, true],
    ['known by its Origin', { method: 'POST', headers: { host, origin: `https://${host}` } }, true],
    ['from nobody knows where', { method: 'POST', headers: { host } }, true],
    ['no GET', { method: 'GET', headers: own }, false],
    ['no other method', { method: 'PUT', headers: own }, false],
    [
      'none of another site',
      { method: 'POST', headers: { 'sec-fetch-site': 'cross-site' } },
      false,
    ],
    ['none of a subdomain', { method: 'POST', headers: { 'sec-fetch-site': 'same-site' } }, false],
    ['none of another origin', { method: 'POST', headers: { host, origin: 'https://idp' } }, false],
    ['none of Origin: null', { method: 'POST', headers: { host, origin: 'null' } }, false],
    ['no answer with a code', { method: 'POST', headers: own, body: { code: '1' } }, false],
    ['no answer with an error', { method: 'POST', headers: own, body: { error: 'no' } }, false],
    ['no SAML answer', { method: 'POST', headers: own, body: { SAMLResponse: '' } }, false],
  ])('is %s', (_what, request, begins) => {
    expect(isBeginningForm(exchangeOf(request))).toBe(begins);
  });
});

describe('what a strategy sends', () => {
  const samlForm = '<input type="hidden" name="SAMLRequest" value="PD94" />';
  const relayField = '<input type="hidden" name="RelayState" value="abc" />';

  it.each([
    ['OAuth 2 by redirect', 'https://idp.example/auth?state=abc', '', 'abc', false],
    ['OAuth 2 without state', 'https://idp.example/auth', '', undefined, false],
    ['OAuth 1 by redirect', 'https://idp.example/auth?oauth_token=abc', '', 'abc', false],
    ['SAML by redirect', 'https://idp.example/?SAMLRequest=a&RelayState=abc', '', 'abc', false],
    ['SAML without RelayState', 'https://idp.example/?SAMLRequest=a', '', undefined, true],
    ['with an empty one', 'https://idp.example/?SAMLRequest=a&RelayState=', '', undefined, true],
    ['SAML by form', undefined, samlForm + relayField, 'abc', false],
    [
      'by form in several lines',
      undefined,
      relayField.replace(' value', '\n  value'),
      'abc',
      false,
    ],
    ['by form without RelayState', undefined, samlForm, undefined, true],
    ['a page of its own', undefined, '<p>Wait</p>', undefined, false],
    ['a path of this app', '/login?state=abc', '', undefined, false],
  ])('%s', (_what, location, body, state, lacks) => {
    expect(sentState(answerOf(location, body))).toBe(state);
    expect(lacksRelayState(answerOf(location, body))).toBe(lacks);
  });

  it('is kept as a hash, and one for all that send none', () => {
    expect(hashOf('abc')).toMatch(/^[\w-]{22}$/);
    expect(hashOf('abc')).toBe(hashOf('abc'));
    expect(hashOf('abc')).not.toBe(hashOf('abd'));
    expect(hashOf(undefined)).toBe(hashOf(''));
  });
});

describe('our own RelayState', () => {
  const txn = 'AAAAAAAAAAAAAA-_';
  const relayState = createRelayState({ txn, connection: 'crm' });

  it('says which login request and connection it is for', () => {
    expect(parseRelayState(relayState, ['billing', 'crm'])).toEqual({ txn, connection: 'crm' });
  });

  it('takes 45 of the 80 bytes that SAML allows, names no connection, and cannot be guessed', () => {
    expect(relayState).toHaveLength(45);
    expect(relayState).not.toContain('crm');
    expect(createRelayState({ txn, connection: 'crm' })).not.toBe(relayState);
  });

  it.each([
    ['of a connection that is not configured', relayState, ['billing']],
    ['where no connection is', relayState, []],
    ['of a strategy', 'https://app.example/after', ['crm']],
    ['cut short', relayState.slice(0, -1), ['crm']],
    ['prolonged', `${relayState}A`, ['crm']],
    ['prolonged in front', `A${relayState}`, ['crm']],
    ['with another beginning', `x${relayState.slice(1)}`, ['crm']],
    ['with foreign characters', relayState.replace('-_', '%_'), ['crm']],
    ['that is empty', '', ['crm']],
  ])('is none %s', (_what, value, connections) => {
    expect(parseRelayState(value, connections)).toBeUndefined();
  });
});
