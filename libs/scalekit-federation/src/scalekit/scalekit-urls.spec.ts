import type { Connection } from '../options/resolved-options.js';
import { callbackUrl, consentsUrl, consentUrl, tokenUrl, userUrl } from './scalekit-urls.js';

const connection = {
  environmentUrl: 'https://env.example',
  publicUrl: 'https://auth.example',
  connectionId: 'conn_1',
} as Connection;

it('calls are for the environment, and the way back is the public one', () => {
  expect(tokenUrl(connection)).toBe('https://env.example/oauth/token');
  expect(userUrl(connection, 'lri_1')).toBe(
    'https://env.example/api/v1/connections/conn_1/auth-requests/lri_1/user',
  );
  expect(callbackUrl(connection, 's')).toBe(
    'https://auth.example/sso/v1/connections/conn_1/partner:callback?state=s',
  );
});

it.each([
  ['a b+c', 'a%20b%2Bc'],
  ['a%20b', 'a%2520b'],
  ["it's", 'it%27s'],
  ["''", '%27%27'],
  ['ü&#', '%C3%BC%26%23'],
])('state %j comes back byte for byte, as %s', (state, encoded) => {
  const url = callbackUrl(connection, state);
  expect(url).toMatch(new RegExp(`\\?state=${encoded.replaceAll('.', '\\.')}$`));
  expect(new URL(url).searchParams.get('state')).toBe(state);
});

it.each([
  [undefined, ''],
  ['', ''],
  ['t&1', '&page_token=t%261'],
])('consents are asked for by thirty, from page %j', (pageToken, more) => {
  expect(consentsUrl(connection, { resourceId: 'res_1', search: 'usr 1', pageToken })).toBe(
    `https://env.example/api/v1/user_consents?resource_id=res_1&search=usr+1&page_size=30${more}`,
  );
});

describe('a consent', () => {
  it.each([
    ['c/1', 'a?1', 'https://env.example/api/v1/clients/c%2F1/consents/a%3F1'],
    ['...', '.a', 'https://env.example/api/v1/clients/.../consents/.a'],
  ])('of %j with the id %j is at an address of its own', (client, id, url) => {
    expect(consentUrl(connection, client, id)).toBe(url);
  });

  it.each([
    ['.', 'a'],
    ['..', 'a'],
    ['a', '.'],
    ['a', '..'],
  ])('of %j with the id %j has no address', (client, id) => {
    expect(() => consentUrl(connection, client, id)).toThrow(
      'Scalekit named an id that cannot stand in a URL',
    );
  });
});
