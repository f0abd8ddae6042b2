import { PrincipalInvalidError } from '../errors/federation-errors.js';
import type { FederatedUserField, FederatedUserInput } from './federated-user.js';
import { fieldNames, firstOf, readerOf } from './principal-reader.js';
import { isE164, isHttpsUrl } from './read-federated-user.js';

/** How principals spell what Scalekit knows, the surest spelling first. */
const spellings = {
  sub: ['sub', 'id', 'userId'],
  email: ['email'],
  emailVerified: ['email_verified', 'emailVerified'],
  givenName: ['given_name', 'givenName', 'firstName', 'firstname'],
  familyName: ['family_name', 'familyName', 'lastName', 'lastname'],
  name: ['name', 'fullName', 'displayName'],
  preferredUsername: ['preferred_username', 'preferredUsername', 'username'],
  phoneNumber: ['phone_number', 'phoneNumber', 'phone'],
  phoneNumberVerified: ['phone_number_verified', 'phoneNumberVerified'],
  picture: ['picture', 'avatar', 'avatarUrl'],
  gender: ['gender'],
  locale: ['locale'],
} satisfies { readonly [Field in FederatedUserField]?: readonly string[] };

type KnownField = keyof typeof spellings;

const required = ['sub', 'email'] as const;

/**
 * The default mapper. It knows OIDC's standard claims, Passport's normalized profile and a plain
 * `{ id, email, name }`, entities with getters included. What grants rights (roles, groups,
 * organization, custom attributes) goes out only by a mapper that the app writes.
 *
 * @throws PrincipalInvalidError when it is not an object, or has no id or e-mail address: with the names
 *   of its fields, never a value
 */
export function mapPrincipal(principal: unknown): FederatedUserInput {
  if (typeof principal !== 'object' || principal === null) {
    throw new PrincipalInvalidError([
      'the principal is not an object; name it with @AfterLogin({ principal }) or write mapPrincipal',
    ]);
  }
  const read = readerOf(principal);
  const find = <Value>(field: KnownField, as: (value: unknown) => Value | undefined) =>
    firstFound(spellings[field], (key) => as(read(key)));
  const nameParts = readerOf(read('name'));
  const firstEmail = firstOf(read('emails'));
  const firstPhoto = firstOf(read('photos'));
  const phoneNumber = phone(find('phoneNumber', text));
  const user = {
    sub: find('sub', identifier),
    email: find('email', text) ?? text(firstEmail('value')),
    emailVerified: flag(find('emailVerified', given) ?? firstEmail('verified')),
    givenName: find('givenName', text) ?? text(nameParts('givenName')),
    familyName: find('familyName', text) ?? text(nameParts('familyName')),
    name: find('name', text),
    preferredUsername: find('preferredUsername', text),
    phoneNumber,
    phoneNumberVerified:
      phoneNumber === undefined ? undefined : flag(find('phoneNumberVerified', given)),
    picture: find('picture', link) ?? link(firstPhoto('value')),
    gender: find('gender', text),
    locale: find('locale', text),
  };
  const missing = required.filter((field) => user[field] === undefined);
  if (missing.length > 0) throw new PrincipalInvalidError([unreadable(principal, missing)]);
  return user;
}

/** Asks for no spelling behind the first that counts: a getter may be dear. */
function firstFound<Value>(
  keys: readonly string[],
  find: (key: string) => Value | undefined,
): Value | undefined {
  for (const key of keys) {
    const value = find(key);
    if (value !== undefined) return value;
  }
  return undefined;
}

function unreadable(principal: object, missing: readonly string[]): string {
  const what = missing.map((field) => `${field} is missing`).join(', ');
  const names = fieldNames(principal);
  return names.length === 0
    ? `${what}; the principal has no fields. Name another with @AfterLogin({ principal })`
    : `${what}; the principal has the fields ${names.join(', ')}. Map one of them with mapPrincipal`;
}

/** What stands there, right or wrong: no other spelling speaks for it. */
function given(value: unknown): unknown {
  return value ?? undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function flag(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

function identifier(value: unknown): string | number | bigint | undefined {
  return typeof value === 'number' || typeof value === 'bigint' ? value : text(value);
}

function link(value: unknown): string | undefined {
  return typeof value === 'string' && isHttpsUrl(value) ? value : undefined;
}

function phone(value: unknown): string | undefined {
  return typeof value === 'string' && isE164(value) ? value : undefined;
}
