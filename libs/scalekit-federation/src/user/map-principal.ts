import { PrincipalInvalidError } from '../errors/federation-errors.js';
import type { FederatedUserInput } from './federated-user.js';
import { isE164, isHttpsUrl } from './read-federated-user.js';

type Reader = (key: string) => unknown;

/**
 * The default mapper. It knows OIDC's standard claims, Passport's normalized profile and a plain
 * `{ id, email, name }`, entities with getters included. What grants rights (roles, groups,
 * organization, custom attributes) goes out only by a mapper that the app writes.
 *
 * @throws PrincipalInvalidError when the principal is not an object
 */
export function mapPrincipal(principal: unknown): FederatedUserInput {
  if (typeof principal !== 'object' || principal === null) {
    throw new PrincipalInvalidError([
      'the principal is not an object; name it with @AfterLogin({ principal }) or write mapPrincipal',
    ]);
  }
  const read = readerOf(principal);
  const nameParts = readerOf(read('name'));
  const firstEmail = firstOf(read('emails'));
  const picture = text(read('picture')) ?? text(firstOf(read('photos'))('value'));
  const user = {
    sub: identifier(read('sub')) ?? identifier(read('id')),
    email: text(read('email')) ?? text(firstEmail('value')),
    emailVerified: flag(read('email_verified') ?? read('emailVerified') ?? firstEmail('verified')),
    givenName: text(read('given_name') ?? read('givenName') ?? nameParts('givenName')),
    familyName: text(read('family_name') ?? read('familyName') ?? nameParts('familyName')),
    name: text(read('name')) ?? text(read('displayName')),
    preferredUsername: text(
      read('preferred_username') ?? read('preferredUsername') ?? read('username'),
    ),
    phoneNumber: text(read('phone_number') ?? read('phoneNumber')),
    phoneNumberVerified: flag(read('phone_number_verified') ?? read('phoneNumberVerified')),
    picture: picture !== undefined && isHttpsUrl(picture) ? picture : undefined,
    gender: text(read('gender')),
    locale: text(read('locale')),
  };
  if (user.phoneNumber === undefined || !isE164(user.phoneNumber)) {
    return { ...user, phoneNumber: undefined, phoneNumberVerified: undefined };
  }
  return user;
}

/**
 * Reads own properties and the getters of classes, but nothing that Object.prototype lends:
 * a polluted prototype must not verify anybody's e-mail address.
 */
function readerOf(source: unknown): Reader {
  if (typeof source !== 'object' || source === null) return () => undefined;
  return (key) => {
    let holder: unknown = source;
    while (typeof holder === 'object' && holder !== null) {
      const parent: unknown = Object.getPrototypeOf(holder);
      const isRootPrototype = parent === null && holder !== source;
      if (isRootPrototype) return undefined;
      if (Object.hasOwn(holder, key)) return Reflect.get(source, key);
      holder = parent;
    }
    return undefined;
  };
}

function firstOf(list: unknown): Reader {
  return readerOf(Array.isArray(list) ? (list[0] as unknown) : undefined);
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
