import { load } from 'cheerio';
import * as fc from 'fast-check';
import {
  matchesCsrf,
  sealCsrf,
} from '../../libs/scalekit-federation/src/continue-page/csrf-token.js';
import {
  LoginRequestInvalidError,
  PrincipalInvalidError,
} from '../../libs/scalekit-federation/src/errors/federation-errors.js';
import { decideHandOff } from '../../libs/scalekit-federation/src/hand-off/decide-hand-off.js';
import { jsonWithRedirect } from '../../libs/scalekit-federation/src/hand-off/json-with-redirect.js';
import { isSameOrigin } from '../../libs/scalekit-federation/src/http/caller.js';
import { parseLoginRequest } from '../../libs/scalekit-federation/src/login-request/parse-login-request.js';
import type { Connection } from '../../libs/scalekit-federation/src/options/resolved-options.js';
import { escapeHtml } from '../../libs/scalekit-federation/src/pages/html.js';
import {
  federatedUserFields,
  toWire,
} from '../../libs/scalekit-federation/src/principal/federated-user.js';
import { mapPrincipal } from '../../libs/scalekit-federation/src/principal/map-principal.js';
import { readFederatedUser } from '../../libs/scalekit-federation/src/principal/read-federated-user.js';
import {
  createRelayState,
  parseRelayState,
} from '../../libs/scalekit-federation/src/round-trip/returned-state.js';
import { callbackUrl, userUrl } from '../../libs/scalekit-federation/src/scalekit/scalekit-urls.js';
import { CookieSeal } from '../../libs/scalekit-federation/src/transaction/cookie-seal.js';
import {
  deserialize,
  serialize,
} from '../../libs/scalekit-federation/src/transaction/sealed-transaction.js';

const runs = { numRuns: 1000 };
const anyText = fc.string({ unit: 'binary' });
const visible = fc.string({
  unit: fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  minLength: 1,
  maxLength: 1024,
});
const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,128}$/);
const txn = fc.stringMatching(/^[A-Za-z0-9_-]{16}$/);

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

  it('is a login request only with exactly one good id and one good state', () => {
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
  it('bring back every state byte for byte, and add nothing else', () => {
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

  it('keep their path whatever id has passed the allow-list', () => {
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

describe('a sealed cookie', () => {
  const seal = new CookieSeal(['k9Qd2vXf7LmR4tYw8ZpB3nHs6JcG1aVu5eTx0oiM']);
  const name = '__Host-scalekit_AAAAAAAAAAAAAAAA';

  it('opens under its own name and no other', () => {
    fc.assert(
      fc.property(anyText, anyText, (text, other) => {
        const well = wellFormed(text);
        expect(seal.open(seal.seal(well, name), name)).toBe(well);
        fc.pre(other !== name);
        expect(seal.open(seal.seal(well, name), other)).toBeUndefined();
      }),
      runs,
    );
  });

  it('does not open with any one bit turned', () => {
    const bytes = Buffer.from(
      seal.seal('{"i":"lri_1","s":"state","c":"default"}', name),
      'base64url',
    );
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const turned = Buffer.from(bytes);
      turned[bit >> 3] = (turned[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(seal.open(turned.toString('base64url'), name)).toBeUndefined();
    }
  });

  it('does not open cut short, prolonged, or made up', () => {
    const good = seal.seal('text', name);
    fc.assert(
      fc.property(fc.nat(good.length - 1), anyText, (length, junk) => {
        expect(seal.open(good.slice(0, length), name)).toBeUndefined();
        expect(seal.open(`${good}AAAA`, name)).toBeUndefined();
        expect(seal.open(junk, name)).toBeUndefined();
      }),
      runs,
    );
  });

  it('is no token of the continue page, nor the other way round', () => {
    fc.assert(
      fc.property(txn, txn, anyText, (own, other, sub) => {
        const binding = { sub, fromSession: true };
        const token = sealCsrf(seal, own, binding);
        expect(matchesCsrf(seal, own, token, binding)).toBe(true);
        expect(matchesCsrf(seal, own, token, { ...binding, fromSession: false })).toBe(false);
        expect(matchesCsrf(seal, own, token, { ...binding, sub: `${sub}x` })).toBe(false);
        expect(seal.open(token, `__Host-scalekit_${own}`)).toBeUndefined();
        fc.pre(own !== other);
        expect(matchesCsrf(seal, other, token, binding)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  it('brings a transaction back as it was', () => {
    const transaction = fc.record(
      {
        txn,
        loginRequestId: id,
        state: visible,
        connection: id,
        capturedAt: fc.nat(),
        switchAccount: fc.constant(true as const),
        roundTrip: fc.record({ hash: id, proven: fc.boolean() }),
        user: fc.record({ sub: id, email: fc.emailAddress() }),
        answered: fc.constant(true as const),
      },
      { requiredKeys: ['txn', 'loginRequestId', 'state', 'connection', 'capturedAt'] },
    );
    fc.assert(
      fc.property(transaction, (original) => {
        const text = serialize(original, 'conn_1');
        const nameOf = (connectionId: string) =>
          connectionId === 'conn_1' ? original.connection : undefined;
        expect(deserialize(original.txn, text, nameOf)).toEqual(original);
        expect(deserialize(original.txn, text, () => undefined)).toBeUndefined();
      }),
      runs,
    );
  });
});

describe('a RelayState', () => {
  it('is ours only as we make it, and fits the 80 bytes of SAML', () => {
    const names = fc.string({ minLength: 1 });
    fc.assert(
      fc.property(txn, names, anyText, (own, connection, junk) => {
        const relayState = createRelayState({ txn: own, connection });
        expect(Buffer.byteLength(relayState)).toBeLessThanOrEqual(80);
        expect(parseRelayState(relayState, [connection])).toEqual({ txn: own, connection });
        expect(parseRelayState(junk, [connection])).toBeUndefined();
        expect(parseRelayState(`${relayState}\n`, [connection])).toBeUndefined();
      }),
      runs,
    );
  });
});

describe('a principal', () => {
  const keys = fc.constantFrom(
    'sub',
    'id',
    'email',
    'emails',
    'name',
    'displayName',
    'email_verified',
    'emailVerified',
    'picture',
    'photos',
    'roles',
    'groups',
    'custom_attributes',
    'organizationExternalId',
    'phone_number',
    'passwordHash',
    '__proto__',
    'constructor',
    'prototype',
    'toString',
  );
  const leaf = fc.oneof(
    anyText,
    fc.emailAddress(),
    fc.webUrl(),
    fc.integer(),
    fc.double(),
    fc.bigInt(),
    fc.boolean(),
    fc.constant(null),
    fc.constant(undefined),
    fc.constantFrom('javascript:alert(1)', ' ', '\u202e'),
  );
  const values = fc.oneof(
    leaf,
    fc.array(fc.oneof(leaf, fc.record({ value: leaf, verified: leaf }))),
    fc.dictionary(keys, leaf),
  );
  const principals = fc.oneof(
    fc.dictionary(keys, values),
    fc.dictionary(keys, values, { noNullPrototype: true }),
    leaf,
  );
  const granting = [
    'groups',
    'roles',
    'custom_attributes',
    'organization_external_id',
    'organization_external_name',
  ];

  const mapped = (principal: unknown): Record<string, unknown> | undefined => {
    try {
      return toWire(readFederatedUser(mapPrincipal(principal)));
    } catch (error) {
      expect(error).toBeInstanceOf(PrincipalInvalidError);
      return undefined;
    }
  };

  it('is mapped or refused by a typed error, and never grants anything', () => {
    fc.assert(
      fc.property(principals, (principal) => {
        const wire = mapped(principal) ?? {};
        for (const field of granting) expect(wire).not.toHaveProperty(field);
        for (const value of Object.values(wire))
          expect(['string', 'boolean']).toContain(typeof value);
        expect(String(wire['picture'] ?? 'https:')).toMatch(/^https:/);
        expect(Object.values(wire).join('')).not.toMatch(/\p{Cc}|[\u202a-\u202e]/u);
      }),
      runs,
    );
  });

  it('takes nothing from a polluted Object.prototype', () => {
    const fields = Object.entries(federatedUserFields).flatMap(([field, { wire }]) => [
      field,
      wire,
    ]);
    const pollute = (value: unknown) => {
      for (const field of fields) {
        Reflect.defineProperty(Object.prototype, field, {
          value,
          configurable: true,
          writable: true,
        });
      }
    };
    const heal = () => {
      for (const field of fields) Reflect.deleteProperty(Object.prototype, field);
    };
    const poisons = [true, 'evil@example.com', ['admin'], { admin: true }];
    fc.assert(
      fc.property(principals, fc.constantFrom(...poisons), (principal, poison) => {
        const clean = JSON.stringify(mapped(principal));
        pollute(poison);
        let polluted: string | undefined;
        try {
          polluted = JSON.stringify(mapped(principal));
        } finally {
          heal();
        }
        expect(polluted).toBe(clean);
      }),
      { numRuns: 300 },
    );
  });

  it('shows no value of itself in what is wrong with it', () => {
    const canary = 'canary-7f3a';
    const inputs = fc.dictionary(
      fc.oneof(fc.constantFrom(...Object.keys(federatedUserFields)), anyText),
      fc.oneof(
        leaf,
        fc.constant(`${canary}\n`),
        fc.constant({ [canary]: canary }),
        fc.constant([canary, 1]),
      ),
    );
    fc.assert(
      fc.property(inputs, (input) => {
        try {
          readFederatedUser(input);
        } catch (error) {
          expect(error).toBeInstanceOf(PrincipalInvalidError);
          expect((error as Error).message).not.toContain(canary);
          expect((error as Error).message).not.toMatch(/[^\x20-\x7e]/);
        }
      }),
      runs,
    );
  });
});

describe('a hand-off without a question', () => {
  it('comes of nothing but a proven login', () => {
    const sites = [
      undefined,
      'same-origin',
      'same-site',
      'cross-site',
      'none',
      'same-origin, cross-site',
    ];
    const origins = [undefined, 'null', 'https://app.example', 'https://evil.example'];
    for (const method of ['GET', 'POST', 'PUT', 'HEAD', 'post'])
      for (const named of ['body', 'url', 'round trip', undefined] as const)
        for (const namedIsUsable of [true, false])
          for (const live of [0, 1, 2])
            for (const confirm of ['unproven', 'always'] as const)
              for (const site of sites)
                for (const origin of origins) {
                  const headers = { host: 'app.example', 'sec-fetch-site': site, origin };
                  const isOwnPage =
                    site === 'same-origin' ||
                    (site === undefined &&
                      (origin === undefined || origin === 'https://app.example'));
                  const isProven =
                    named === 'round trip' || (named === 'body' && method === 'POST' && isOwnPage);
                  const expected = namedIsUsable && confirm === 'unproven' && isProven;
                  const facts = {
                    method,
                    headers,
                    named,
                    namedIsUsable,
                    live,
                    confirm,
                  };
                  expect([facts, decideHandOff(facts) === 'hand off']).toEqual([facts, expected]);
                }
  });

  it('never comes of an origin that is not exactly this one', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), anyText), (origin) => {
        fc.pre(!/^https?:\/\/([^/@]*@)?app\.example([/?#]|$)/i.test(origin));
        expect(isSameOrigin({ host: 'app.example', origin })).toBe(false);
      }),
      runs,
    );
  });
});

describe('what people are called', () => {
  it('is text on every page, in elements and attributes', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', '/', '=', ' ', 'a', '\0') }),
        ),
        (text) => {
          const shown = wellFormed(text).replace(/\r|\0/g, '');
          const $ = load(`<p title="${escapeHtml(shown)}">${escapeHtml(shown)}</p>`, null, false);
          expect([$('p').text(), $('p').attr('title'), $('*').length]).toEqual([shown, shown, 1]);
        },
      ),
      runs,
    );
  });
});

describe('what a script is answered', () => {
  it('is the result as JSON shows it, and redirectTo', () => {
    const key = anyText.filter(
      (name) => !['__proto__', 'constructor', 'redirectTo', 'toJSON'].includes(name),
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        leafJson(),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(key, tie('value'), { maxKeys: 3, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(key, value, { maxKeys: 4, noNullPrototype: true }), (result) => {
        const answer = jsonWithRedirect(result, '/next');
        const body = answer.kind === 'json' ? answer.body : undefined;
        const expected = { ...(JSON.parse(JSON.stringify(result)) as object), redirectTo: '/next' };
        expect(JSON.parse(JSON.stringify(body))).toEqual(expected);
      }),
      runs,
    );
  });
});

function leafJson() {
  return fc.oneof(
    anyText,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.date({ noInvalidDate: true }),
  );
}

/** Without halves of surrogate pairs, which no UTF-8 can carry. */
function wellFormed(text: string): string {
  return Buffer.from(text).toString();
}
