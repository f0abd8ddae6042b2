import * as fc from 'fast-check';
import { LoginRequestInvalidError } from '../../../libs/scalekit-federation/src/errors/federation-errors.js';
import { parseLoginRequest } from '../../../libs/scalekit-federation/src/login-request/parse-login-request.js';
import type { Connection } from '../../../libs/scalekit-federation/src/options/resolved-options.js';
import {
  callbackUrl,
  userUrl,
} from '../../../libs/scalekit-federation/src/scalekit/scalekit-urls.js';
import { anyText, id, runs, visible } from './arbitraries.js';

const connection = {
  publicUrl: 'https://login.example.com',
  environmentUrl: 'https://acme.scalekit.com',
  connectionId: 'conn_1',
} as Connection;

describe('whatever comes in a query', () => {
  const key = fc.constantFrom(
    'login_request_id',
    'state',
    'login_request_id[]',
    'state[0]',
    'State',
    'login_request_id\0',
    'other',
  );
  const value = fc.oneof(id, visible, anyText, fc.constant(''));

  it('is a login request only with exactly one good id and one good state (T11)', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(key, value), { maxLength: 4 }), (entries) => {
        const query = new URLSearchParams(entries);
        const ids = query.getAll('login_request_id');
        const states = query.getAll('state');
        const has = (name: string) => entries.some(([found]) => found === name);
        const isGood =
          ids.length === 1 &&
          states.length === 1 &&
          !has('login_request_id[]') &&
          !has('state[0]') &&
          /^[\w-]{1,128}$/.test(ids[0] ?? '') &&
          /^[ -~]{1,1024}$/.test(states[0] ?? '');
        if (ids.length === 0 && !has('login_request_id[]')) {
          expect(parseLoginRequest(query)).toBeUndefined();
        } else if (isGood) {
          expect(parseLoginRequest(query)).toEqual({ loginRequestId: ids[0], state: states[0] });
        } else {
          expect(() => parseLoginRequest(query)).toThrow(LoginRequestInvalidError);
        }
      }),
      runs,
    );
  });
});

describe('the URLs of Scalekit', () => {
  it('bring back every state byte for byte, and add nothing else (T10)', () => {
    fc.assert(
      fc.property(visible, (state) => {
        const text = callbackUrl(connection, state);
        const url = new URL(text);
        expect([...url.searchParams]).toEqual([['state', state]]);
        expect(url.href).toBe(text);
        expect(url.origin + url.pathname).toBe(
          'https://login.example.com/sso/v1/connections/conn_1/partner:callback',
        );
        expect(text).not.toMatch(/["'<>\s;,#]/);
      }),
      runs,
    );
  });

  it('keep their path whatever id has passed the allow-list (T12)', () => {
    fc.assert(
      fc.property(id, (loginRequestId) => {
        expect(new URL(userUrl(connection, loginRequestId)).pathname).toBe(
          `/api/v1/connections/conn_1/auth-requests/${loginRequestId}/user`,
        );
      }),
      runs,
    );
  });
});
