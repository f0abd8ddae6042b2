/**
 * A user as Scalekit knows one: the 17 user fields of `UpdateLoginUserDetails`, in camelCase.
 * Source: scalekit.v1.auth.User of @scalekit-sdk/node 2.11.
 */
export interface FederatedUser {
  /** The app's immutable user id; becomes `sub` of the MCP tokens. Never an e-mail address that can change hands. */
  readonly sub: string;
  readonly email: string;
  readonly givenName?: string;
  readonly familyName?: string;
  /** Sent only when given; Scalekit takes a missing one as false. */
  readonly emailVerified?: boolean;
  /** E.164 */
  readonly phoneNumber?: string;
  readonly phoneNumberVerified?: boolean;
  readonly name?: string;
  readonly preferredUsername?: string;
  /** https URL */
  readonly picture?: string;
  readonly gender?: string;
  /** BCP 47 */
  readonly locale?: string;
  readonly groups?: readonly string[];
  /** Plain JSON; becomes `custom_claims` of the MCP tokens. */
  readonly customAttributes?: Readonly<Record<string, unknown>>;
  readonly organizationExternalId?: string;
  readonly roles?: readonly string[];
  /** Shown on Scalekit's consent page; at most 200 characters. */
  readonly organizationExternalName?: string;
}

type SnakeCase<Key extends string> = Key extends `${infer Head}${infer Tail}`
  ? Head extends Lowercase<Head>
    ? `${Head}${SnakeCase<Tail>}`
    : `_${Lowercase<Head>}${SnakeCase<Tail>}`
  : Key;

type Loose<User> = {
  readonly [Field in keyof User]?:
    (Field extends 'sub' ? string | number | bigint : User[Field]) | null | undefined;
};

/** What a mapper may return: camelCase or Scalekit's snake_case; a numeric `sub` becomes a decimal string. */
export type FederatedUserInput = Loose<FederatedUser> & {
  readonly [Field in keyof FederatedUser as SnakeCase<Field>]?:
    (Field extends 'sub' ? string | number | bigint : FederatedUser[Field]) | null | undefined;
};

type FieldKind = 'string' | 'boolean' | 'strings' | 'object';

interface FieldRule {
  readonly wire: string;
  readonly kind: FieldKind;
  readonly maxLength?: number;
}

/** Every field, its name on the wire and its limits; the one table that mapping and validation read. */
export const federatedUserFields: { readonly [Field in keyof Required<FederatedUser>]: FieldRule } =
  {
    sub: { wire: 'sub', kind: 'string', maxLength: 255 },
    email: { wire: 'email', kind: 'string', maxLength: 320 },
    givenName: { wire: 'given_name', kind: 'string', maxLength: 256 },
    familyName: { wire: 'family_name', kind: 'string', maxLength: 256 },
    emailVerified: { wire: 'email_verified', kind: 'boolean' },
    phoneNumber: { wire: 'phone_number', kind: 'string', maxLength: 32 },
    phoneNumberVerified: { wire: 'phone_number_verified', kind: 'boolean' },
    name: { wire: 'name', kind: 'string', maxLength: 256 },
    preferredUsername: { wire: 'preferred_username', kind: 'string', maxLength: 256 },
    picture: { wire: 'picture', kind: 'string', maxLength: 2048 },
    gender: { wire: 'gender', kind: 'string', maxLength: 64 },
    locale: { wire: 'locale', kind: 'string', maxLength: 64 },
    groups: { wire: 'groups', kind: 'strings', maxLength: 256 },
    customAttributes: { wire: 'custom_attributes', kind: 'object' },
    organizationExternalId: { wire: 'organization_external_id', kind: 'string', maxLength: 256 },
    roles: { wire: 'roles', kind: 'strings', maxLength: 256 },
    organizationExternalName: {
      wire: 'organization_external_name',
      kind: 'string',
      maxLength: 200,
    },
  };

export type FederatedUserField = keyof FederatedUser;

const fieldNames = Object.keys(federatedUserFields) as FederatedUserField[];

/** Both spellings of every field. */
export const fieldBySpelling: ReadonlyMap<string, FederatedUserField> = new Map(
  fieldNames.flatMap((field): [string, FederatedUserField][] => [
    [field, field],
    [federatedUserFields[field].wire, field],
  ]),
);

/** The JSON body of the push: snake_case, nothing that was not given. */
export function toWire(user: FederatedUser): Record<string, unknown> {
  const wire: Record<string, unknown> = {};
  for (const field of fieldNames) {
    if (user[field] !== undefined) wire[federatedUserFields[field].wire] = user[field];
  }
  return wire;
}
