import { PrincipalInvalidError } from '../errors/federation-errors.js';
import { toWire } from './federated-user.js';
import { mapPrincipal } from './map-principal.js';
import { readFederatedUser } from './read-federated-user.js';

const map = (principal: unknown) => readFederatedUser(mapPrincipal(principal));
const base = { sub: 'usr_1', email: 'a@example.com' };

describe('the default mapper', () => {
  it('knows the standard claims of OIDC', () => {
    const claims = {
      ...base,
      given_name: 'Alice',
      family_name: 'Doe',
      email_verified: true,
      phone_number: '+4915112345678',
      phone_number_verified: false,
      name: 'Alice Doe',
      preferred_username: 'alice.d',
      picture: 'https://example.com/a.png',
      gender: 'female',
      locale: 'en-US',
    };
    expect(toWire(map({ ...claims, iss: 'x', aud: 'y', exp: 1 }))).toStrictEqual(claims);
  });

  it('knows the normalized profile of Passport', () => {
    const profile = {
      provider: 'google',
      id: '1234',
      displayName: 'Alice Doe',
      name: { familyName: 'Doe', givenName: 'Alice' },
      emails: [{ value: 'a@example.com', verified: true }, { value: 'b@example.com' }],
      photos: [{ value: 'https://example.com/a.png' }],
      username: 'alice',
      _raw: '{}',
    };
    expect(map(profile)).toEqual({
      sub: '1234',
      email: 'a@example.com',
      emailVerified: true,
      givenName: 'Alice',
      familyName: 'Doe',
      name: 'Alice Doe',
      preferredUsername: 'alice',
      picture: 'https://example.com/a.png',
    });
  });

  it('knows an entity with getters and sends nothing else of it (T29)', () => {
    class Person {
      constructor(private readonly first: string) {}
      readonly id = 42;
      readonly passwordHash = 'x';
      readonly roles = ['admin'];
      readonly groups = ['staff'];
      readonly organizationExternalId = 'org_1';
      readonly customAttributes = { secret: true };
      get email() {
        return `${this.first}@example.com`;
      }
    }
    class Employee extends Person {
      get name() {
        return 'Alice';
      }
    }
    expect(map(new Employee('alice'))).toEqual({
      sub: '42',
      email: 'alice@example.com',
      name: 'Alice',
    });
  });

  it.each([
    [
      { firstName: 'Alice', lastName: 'Doe' },
      { givenName: 'Alice', familyName: 'Doe' },
    ],
    [
      { firstname: 'Alice', lastname: 'Doe' },
      { givenName: 'Alice', familyName: 'Doe' },
    ],
    [{ given_name: 'Alice', firstName: 'Al' }, { givenName: 'Alice' }],
    [{ firstName: '', firstname: 'Alice' }, { givenName: 'Alice' }],
    [{ firstName: 'Alice', name: { givenName: 'Al' } }, { givenName: 'Alice' }],
    [
      { givenName: 'Alice', familyName: 'Doe' },
      { givenName: 'Alice', familyName: 'Doe' },
    ],
    [{ preferredUsername: 'alice' }, { preferredUsername: 'alice' }],
    [{ emailVerified: true }, { emailVerified: true }],
    [
      { phoneNumber: '+4915112345678', phoneNumberVerified: true },
      { phoneNumber: '+4915112345678', phoneNumberVerified: true },
    ],
    [{ phone: ['+4915112345678'], avatar: ['https://example.com/a.png'] }, {}],
    [{ name: 7, gender: ['x'], locale: null }, {}],
    [{ fullName: 'Alice Doe' }, { name: 'Alice Doe' }],
    [{ displayName: 'Alice Doe' }, { name: 'Alice Doe' }],
    [{ name: 'Alice', fullName: 'Alice Doe', displayName: 'Al' }, { name: 'Alice' }],
    [{ avatar: 'https://example.com/a.png' }, { picture: 'https://example.com/a.png' }],
    [{ avatarUrl: 'https://example.com/a.png' }, { picture: 'https://example.com/a.png' }],
    [
      { avatar: 'a.png', avatarUrl: 'https://example.com/a.png' },
      { picture: 'https://example.com/a.png' },
    ],
    [{ avatarUrl: 'http://example.com/a.png' }, {}],
    [{ avatar: { url: 'https://example.com/a.png' } }, {}],
    [{ phone: '+4915112345678' }, { phoneNumber: '+4915112345678' }],
    [{ phone: '0151 1234', phoneNumberVerified: true }, {}],
    [{ phone_number: '0151 1234', phone: '+4915112345678', phone_number_verified: true }, {}],
    [{ email_verified: 'false', emailVerified: true }, {}],
    [{ userId: 'other' }, {}],
  ])('reads %j', (spelt, read) => {
    expect(map({ ...base, ...spelt })).toEqual({ ...base, ...read });
  });

  it('asks for no spelling behind the first that counts', () => {
    const user = {
      ...base,
      get userId(): string {
        throw new Error('asked');
      },
    };
    expect(map(user)).toEqual(base);
  });

  it.each([
    [{ userId: 7 }, '7'],
    [{ id: 'usr_1', userId: 'usr_2' }, 'usr_1'],
    [{ sub: '', id: 'usr_1' }, 'usr_1'],
  ])('takes the sub of %j', (ids, sub) => {
    expect(map({ ...ids, email: 'a@example.com' }).sub).toBe(sub);
  });

  it.each([
    [7, '7'],
    [12345678901234567890n, '12345678901234567890'],
    ['7f3', '7f3'],
  ])('makes the id %p the sub "%s"', (id, sub) => {
    expect(map({ id, email: 'a@example.com' }).sub).toBe(sub);
  });

  it.each([1.5, Number.NaN, 2 ** 60, {}, true])('refuses the id %p', (id) => {
    expect(() => map({ id, email: 'a@example.com' })).toThrow(PrincipalInvalidError);
  });

  it('prefers sub to id, and neither is ever the e-mail address (T30)', () => {
    expect(map({ ...base, id: 'other' }).sub).toBe('usr_1');
    expect(() => map({ email: 'a@example.com' })).toThrow(/sub is missing/);
  });

  it.each([true, false])('sends email_verified: %p when it is given', (verified) => {
    expect(toWire(map({ ...base, email_verified: verified }))).toHaveProperty(
      'email_verified',
      verified,
    );
  });

  it.each(['true', 1, undefined, null])(
    'never takes %p for a verified address (T30)',
    (verified) => {
      expect(map({ ...base, email_verified: verified })).toEqual(base);
    },
  );

  it('reads nothing that Object.prototype lends (T28)', () => {
    const polluted = Object.prototype as { email_verified?: unknown; name?: unknown };
    polluted.email_verified = true;
    polluted.name = 'Mallory';
    try {
      expect(map(base)).toEqual(base);
      expect(
        map(
          JSON.parse('{"sub":"usr_1","email":"a@example.com","__proto__":{"email_verified":true}}'),
        ),
      ).toEqual(base);
    } finally {
      delete polluted.email_verified;
      delete polluted.name;
    }
  });

  it.each(['javascript:alert(1)', 'data:image/png;base64,AA', 'http://example.com/a.png', 'x'])(
    'leaves out the picture %s (T32)',
    (picture) => expect(map({ ...base, picture })).toEqual(base),
  );

  it.each(['0151 1234', '', 'tel:+49151'])('leaves out the phone number "%s"', (phone_number) => {
    expect(map({ ...base, phone_number, phone_number_verified: true })).toEqual(base);
  });

  it.each([undefined, null, 'usr_1', 7, false])('refuses a principal that is %p', (principal) => {
    expect(() => map(principal)).toThrow(PrincipalInvalidError);
  });
});

describe('a principal that is not understood', () => {
  const problemOf = (principal: unknown): string => {
    try {
      return `${JSON.stringify(map(principal))} was understood`;
    } catch (error) {
      expect(error).toBeInstanceOf(PrincipalInvalidError);
      return (error as PrincipalInvalidError).problems.join('; ');
    }
  };
  const noObject =
    'the principal is not an object; name it with @AfterLogin({ principal }) or write mapPrincipal';
  const named = (names: string) =>
    `email is missing; the principal has the fields ${names}. Map one of them with mapPrincipal`;

  class Account {
    readonly id = 7;
    constructor(readonly token: string) {}
    get address(): string {
      throw new Error(this.token);
    }
    sendMail(): void {}
  }

  it.each([
    [undefined, noObject],
    [null, noObject],
    ['canary', noObject],
    [{ id: 7, login: 'canary@', roles: ['canary'] }, named('id, login, roles')],
    [{ id: 7, user: { mail: 'canary@' }, at: new Date() }, named('id, user (an object), at')],
    [{ id: 7, 'https://acme.com/mail': 'canary' }, named('id, https://acme.com/mail')],
    [{ id: 7, 'a b\n\u202e@é': 'canary' }, named('id, a?b????')],
    [{ id: 7, ['x'.repeat(99)]: 'canary' }, named(`id, ${'x'.repeat(60)}`)],
    [new Account('canary'), named('token, id, address')],
    [
      Object.fromEntries([
        ['id', 7],
        ...Array.from({ length: 24 }, (_, field) => [`f${field}`, 'canary']),
      ]),
      named(`id, ${Array.from({ length: 19 }, (_, field) => `f${field}`).join(', ')}, 5 more`),
    ],
    [
      { login: 'canary' },
      'sub is missing, email is missing; the principal has the fields login. Map one of them with mapPrincipal',
    ],
    [
      {},
      'sub is missing, email is missing; the principal has no fields. Name another with @AfterLogin({ principal })',
    ],
  ])('is refused with the names of its fields: %p', (principal, expected) => {
    expect(problemOf(principal)).toBe(expected);
  });
});

describe('a federated user', () => {
  const saysItIsNull = { toJSON: () => null };
  const saysItIsAList = { toJSON: () => ['admin'] };

  it('may be written in camelCase and in snake_case', () => {
    expect(
      readFederatedUser({ ...base, givenName: 'A', organization_external_id: 'org_1' }),
    ).toEqual({
      ...base,
      givenName: 'A',
      organizationExternalId: 'org_1',
    });
  });

  it('keeps everything that an explicit mapper sends', () => {
    const wire = {
      ...base,
      groups: ['staff'],
      roles: ['admin', 'support'],
      custom_attributes: { level: 101, nested: { a: [1, null, 'x'] } },
      organization_external_id: 'org_1',
      organization_external_name: 'Acme',
    };
    expect(toWire(readFederatedUser(wire))).toEqual(wire);
  });

  it.each([
    ['an unknown key', { organisation_id: 'org_1' }, '"organisation_id" is not a field'],
    ['a key that would forge a line', { 'a\n"é': 1 }, '"a???" is not a field'],
    ['an endless key', { ['x'.repeat(99)]: 1 }, `"${'x'.repeat(40)}" is not a field`],
    ['a number for a name', { name: 7 }, 'name must be a string'],
    ['both spellings', { givenName: 'A', given_name: 'B' }, 'givenName is given twice'],
    ['an empty sub', { sub: '' }, 'sub must not be empty'],
    ['a long sub', { sub: 'x'.repeat(256) }, 'sub must have at most 255 characters'],
    ['an invisible sub', { sub: 'usr​_1' }, 'sub must not contain invisible characters'],
    ['an address without @', { email: 'alice' }, 'email must be an e-mail address'],
    ['an address with a blank in front', { email: 'a b@example.com' }, 'must be an e-mail'],
    ['an address with a blank behind', { email: 'a@example.com b' }, 'must be an e-mail'],
    ['an address with a line break', { email: 'a@b\r\nX: y' }, 'email must not contain'],
    ['a verified flag in text', { email_verified: 'true' }, 'emailVerified must be true or false'],
    ['roles that are no list', { roles: 'admin' }, 'roles must be an array of strings'],
    ['roles that are no strings', { roles: [1] }, 'roles must be an array of strings'],
    ['one role that is no string', { roles: ['admin', 1] }, 'roles must be an array of strings'],
    ['a role in a list', { roles: [['admin']] }, 'roles must be an array of strings'],
    ['a long role', { roles: ['x'.repeat(257)] }, 'roles must be an array of strings'],
    ['attributes in a text', { customAttributes: '{}' }, 'must be a plain JSON object'],
    ['attributes that say they are a text', { customAttributes: new Date(0) }, 'a plain JSON'],
    ['attributes that say they are null', { customAttributes: saysItIsNull }, 'a plain JSON'],
    ['attributes that say they are a list', { customAttributes: saysItIsAList }, 'a plain JSON'],
    ['attributes that JSON refuses', { customAttributes: { level: 1n } }, 'a plain JSON'],
    [
      'attributes that are a list',
      { customAttributes: [1] },
      'customAttributes must be a plain JSON',
    ],
    ['a phone number with an extension', { phoneNumber: '+49151-1' }, 'must be in E.164'],
    ['a phone number with too many digits', { phoneNumber: '+1234567890123456' }, 'in E.164'],
    ['a phone number in words', { phoneNumber: 'none' }, 'phoneNumber must be in E.164'],
    ['a script as picture', { picture: 'javascript:x' }, 'picture must be an https URL'],
    [
      'a long organization',
      { organizationExternalName: 'x'.repeat(201) },
      'at most 200 characters',
    ],
  ])('is refused with %s', (_what, change, expected) => {
    const failure = (() => {
      try {
        return readFederatedUser({ ...base, ...change });
      } catch (error) {
        return error;
      }
    })();
    expect(failure).toBeInstanceOf(PrincipalInvalidError);
    expect((failure as Error).message).toContain(expected);
  });

  const problemsOf = (returned: unknown): readonly string[] => {
    try {
      readFederatedUser(returned);
      return [];
    } catch (error) {
      return (error as PrincipalInvalidError).problems;
    }
  };
  const noObject = 'mapPrincipal must return an object';

  it.each<[what: string, returned: unknown, problems: string[]]>([
    ['nothing', undefined, [noObject]],
    ['null', null, [noObject]],
    ['a text', 'usr_1', [noObject]],
    ['a list', [base], [noObject]],
    [
      'a promise',
      Promise.reject(new Error('down')),
      ['mapPrincipal must be synchronous; look up what it needs in @AfterLogin({ principal })'],
    ],
    ['no sub', { email: base.email }, ['sub is missing; return it from mapPrincipal']],
    ['no address', { sub: base.sub }, ['email is missing; return it from mapPrincipal']],
    [
      'nothing of both',
      { name: 'Alice' },
      [
        'sub is missing; return it from mapPrincipal',
        'email is missing; return it from mapPrincipal',
      ],
    ],
    ['a wrong sub, which is told once', { ...base, sub: '' }, ['sub must not be empty']],
    [
      'a wrong sub and no address',
      { sub: '' },
      ['sub must not be empty', 'email is missing; return it from mapPrincipal'],
    ],
  ])('is refused where a mapper returns %s', (_what, returned, problems) => {
    expect(problemsOf(returned)).toEqual(problems);
  });

  it('may be as long as its fields allow', () => {
    const longest = {
      sub: 's'.repeat(255),
      email: `${'a'.repeat(308)}@example.com`,
      roles: ['r'.repeat(256)],
      organizationExternalName: 'o'.repeat(200),
      phoneNumber: '+123456789012345',
    };
    expect(readFederatedUser(longest)).toEqual(longest);
  });

  it('has none of the fields that are null', () => {
    expect(readFederatedUser({ ...base, name: null, roles: undefined })).toStrictEqual(
      Object.assign(Object.create(null) as object, base),
    );
  });

  it('is refused with every problem at once, and without any value', () => {
    const read = () =>
      readFederatedUser({ sub: 7.5, email: 'canary', canaryKey: 1, roles: 'canary' });
    expect(read).toThrow(/sub .*email .*"canaryKey".*roles/);
    expect(read).not.toThrow(/canary(?!Key)/);
  });

  it('loses what would turn the text of a consent page round (T13)', () => {
    expect(readFederatedUser({ ...base, name: 'Alice\u202e\n Doe' }).name).toBe('Alice Doe');
  });

  it('keeps what languages need', () => {
    const name = 'علی‌رضا 👩‍💻 Łukasz';
    expect(readFederatedUser({ ...base, name }).name).toBe(name);
  });
});
