import * as fc from 'fast-check';
import { judgeCsrf, sealCsrf } from '../../../libs/scalekit-federation/src/endpoints/csrf-token.js';
import {
  createRelayState,
  parseRelayState,
} from '../../../libs/scalekit-federation/src/passport/returned-state.js';
import { cookiePairs } from '../../../libs/scalekit-federation/src/cookies/cookie-pairs.js';
import { CookieSeal } from '../../../libs/scalekit-federation/src/cookies/cookie-seal.js';
import {
  deserialize,
  serialize,
} from '../../../libs/scalekit-federation/src/login-request/login-request.codec.js';
import { readDetails } from '../../../libs/scalekit-federation/src/details/read-details.js';
import { anyText, id, runs, txn, visible, wellFormed } from './arbitraries.js';

describe('a sealed cookie', () => {
  const seal = new CookieSeal(['k9Qd2vXf7LmR4tYw8ZpB3nHs6JcG1aVu5eTx0oiM']);
  const name = '__Host-scalekit_AAAAAAAAAAAAAAAA';

  it('opens under its own name and no other (T20)', () => {
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

  it('does not open with any one bit turned (T10)', () => {
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
        const token = sealCsrf(seal, own, binding, 0);
        const judge = (of: string, from: typeof binding) =>
          judgeCsrf(seal, of, token, from, 700, 540_000);
        expect(judge(own, binding)).toBe('meant');
        expect(judge(own, { ...binding, fromSession: false })).toBe('foreign');
        expect(judge(own, { ...binding, sub: `${sub}x` })).toBe('foreign');
        expect(seal.open(token, `__Host-scalekit_${own}`)).toBeUndefined();
        fc.pre(own !== other);
        expect(judge(other, binding)).toBe('foreign');
      }),
      { numRuns: 500 },
    );
  });

  it('is found by no other spelling of its name or value (T55)', () => {
    const value = seal.seal('text', name);
    const bytes = fc.string({ unit: 'binary', minLength: 1, maxLength: 4 });
    const blank = fc.stringMatching(/^[ \t]{0,3}$/);
    const opens = (header: string) =>
      cookiePairs(header).some(
        (pair) => pair.name === name && seal.open(pair.value, name) !== undefined,
      );
    fc.assert(
      fc.property(bytes, blank, fc.constantFrom('before', 'behind'), (junk, gap, where) => {
        expect(opens(`a=1;${gap}${name}${gap}=${gap}${value}${gap};b=2`)).toBe(true);
        // What parts pairs, or is no part of them, makes no other name.
        fc.pre(!/^[ \t]+$/.test(junk) && !junk.includes(';'));
        const planted = where === 'before' ? `${junk}${name}` : `${name}${junk}`;
        expect(opens(`a=1;${gap}${planted}=${value}`)).toBe(false);
        const changed = where === 'before' ? `${junk}${value}` : `${value}${junk}`;
        expect(opens(`a=1;${gap}${name}=${changed}`)).toBe(false);
      }),
      runs,
    );
  });

  it('is worth what its time allows', () => {
    const binding = { sub: 'usr_alice', fromSession: false };
    const renderedAt = fc.integer({ min: 1_600_000_000_000, max: 2_000_000_000_000 });
    const ages: [string, fc.Arbitrary<number>][] = [
      ['foreign', fc.integer({ min: -1e12, max: -30_001 })],
      ['hasty', fc.integer({ min: -30_000, max: 699 })],
      ['meant', fc.integer({ min: 700, max: 539_999 })],
      ['foreign', fc.integer({ min: 540_000, max: 1e12 })],
    ];
    for (const [verdict, age] of ages) {
      fc.assert(
        fc.property(renderedAt, age, (then, ageMs) => {
          const token = sealCsrf(seal, 'AAAAAAAAAAAAAAAA', binding, then);
          const now = then + ageMs;
          const judged = judgeCsrf(seal, 'AAAAAAAAAAAAAAAA', token, binding, now, 540_000);
          expect(judged).toBe(verdict);
        }),
        { numRuns: 200 },
      );
    }
  });

  it('brings a login request back as it was', () => {
    const details = fc
      .record(
        {
          scopes: fc.array(id, { maxLength: 20 }),
          clientId: fc.constantFrom('m2m_1', 'https://app.example.com/client.json'),
          name: visible,
          resource: fc.record({ id, name: visible }),
        },
        { requiredKeys: ['scopes', 'clientId', 'name'] },
      )
      .map(({ scopes, clientId, name: clientName, resource }) => {
        const isCimd = clientId.startsWith('https:');
        const read = readDetails({
          authRequest: { scopes },
          client: { clientName, clientId, isCimd, isDcr: !isCimd },
          resource,
        });
        if ('problem' in read) throw new Error(read.problem);
        return read.details;
      });
    const record = fc.record(
      {
        txn,
        loginRequestId: id,
        state: visible,
        connection: id,
        capturedAt: fc.nat(),
        switchAccount: fc.constant(true as const),
        details,
        reauthenticate: fc.constant(true as const),
        fresh: fc.constant(true as const),
        trip: fc.record({
          hash: id,
          proven: fc.boolean(),
          askedAnewAt: fc.option(fc.integer({ min: 1 }), { nil: undefined }),
        }),
        user: fc.record({ sub: id, email: fc.emailAddress() }),
        ofSession: fc.constant(true as const),
        settled: fc.constantFrom('done', 'cancelled', 'denied'),
      },
      { requiredKeys: ['txn', 'loginRequestId', 'state', 'connection', 'capturedAt'] },
    );
    fc.assert(
      fc.property(record, (captured) => {
        const original = { ...captured, expiresAt: captured.capturedAt + 540_000 };
        const text = serialize(original, 'conn_1');
        const nameOf = (connectionId: string) =>
          connectionId === 'conn_1' ? original.connection : undefined;
        expect(deserialize(original.txn, text, nameOf, 540)).toEqual(original);
        expect(deserialize(original.txn, text, () => undefined, 540)).toBeUndefined();
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
