import { ApiError } from '../environment/api-error.js';
import type { ResolvedSettings } from '../environment/environment.js';
import type { FederatedUser } from './federated-user.js';

type FieldType = 'string' | 'bool' | 'string[]' | 'object';

const fieldTypes: Record<keyof FederatedUser, FieldType> = {
  sub: 'string',
  email: 'string',
  given_name: 'string',
  family_name: 'string',
  email_verified: 'bool',
  phone_number: 'string',
  phone_number_verified: 'bool',
  name: 'string',
  preferred_username: 'string',
  picture: 'string',
  gender: 'string',
  locale: 'string',
  groups: 'string[]',
  custom_attributes: 'object',
  organization_external_id: 'string',
  roles: 'string[]',
  organization_external_name: 'string',
  login_failed: 'bool',
};

const isOfType: Record<FieldType, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  bool: (value) => typeof value === 'boolean',
  'string[]': (value) =>
    Array.isArray(value) && value.every((element) => typeof element === 'string'),
  object: (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
};

const names = new Map(
  Object.keys(fieldTypes).flatMap((name) => [
    [name, name],
    [toLowerCamelCase(name), name],
  ]) as [string, keyof FederatedUser][],
);

/**
 * Reads the body of a push as protojson does: either spelling of a name, null as absent, unknown names ignored
 * unless they are said to be refused.
 * @throws {ApiError} INVALID_ARGUMENT for anything that is not a User message
 */
export function parseUser(
  body: string,
  { unknownFields, loginFailed }: Pick<ResolvedSettings, 'unknownFields' | 'loginFailed'>,
): FederatedUser {
  const user: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(parseObject(body))) {
    const name = names.get(key);
    const known = name !== undefined && (name !== 'login_failed' || loginFailed === 'known');
    if (!known && unknownFields === 'refuse') throw invalid(`unknown field ${key}`);
    if (!known || value === null) continue;
    if (Object.hasOwn(user, name)) throw invalid(`duplicate field ${name}`);
    if (!isOfType[fieldTypes[name]](value)) throw invalid(`invalid value for field ${key}`);
    user[name] = value;
  }
  return user;
}

/**
 * The rules that the server checks on a well-formed user.
 * @throws {ApiError} INVALID_ARGUMENT with the violated fields
 */
export function validateUser(user: FederatedUser): void {
  const violations = [];
  if (!user.login_failed && !(user.sub && user.email)) {
    violations.push({
      field: 'user',
      description: 'sub and email must be non-empty unless login_failed is true',
      constraint: 'user.sub_email_required_unless_login_failed',
    });
  }
  // Protobuf counts code points, JavaScript's length UTF-16 units.
  if (Array.from(user.organization_external_name ?? '').length > 200) {
    violations.push({
      field: 'user.organization_external_name',
      description: 'value length must be at most 200 characters',
      constraint: 'string.max_len',
    });
  }
  if (violations.length > 0) {
    throw new ApiError('INVALID_ARGUMENT', 'Validation error', violations);
  }
}

function parseObject(body: string): object {
  try {
    const parsed: unknown = JSON.parse(body);
    if (isOfType.object(parsed)) return parsed as object;
  } catch {
    // answered below
  }
  throw invalid('the body must be a JSON object');
}

function invalid(detail: string): ApiError {
  return new ApiError('INVALID_ARGUMENT', `invalid user: ${detail}`);
}

function toLowerCamelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
