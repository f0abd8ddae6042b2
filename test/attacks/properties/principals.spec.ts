import * as fc from 'fast-check';
import { PrincipalInvalidError } from '../../../libs/scalekit-federation/src/errors/federation-errors.js';
import {
  federatedUserFields,
  toWire,
} from '../../../libs/scalekit-federation/src/user/federated-user.js';
import { mapPrincipal } from '../../../libs/scalekit-federation/src/user/map-principal.js';
import { readFederatedUser } from '../../../libs/scalekit-federation/src/user/read-federated-user.js';
import { anyText, runs } from './arbitraries.js';

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

  it('is mapped or refused by a typed error, and never grants anything (T29, T32)', () => {
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

  it('takes nothing from a polluted Object.prototype (T28)', () => {
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
