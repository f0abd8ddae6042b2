import { PrincipalInvalidError } from '../errors/federation-errors.js';
import {
  federatedUserFields,
  fieldBySpelling,
  type FederatedUser,
  type FederatedUserField,
} from './federated-user.js';

/**
 * Checks what a mapper returned and brings it into one form. Unknown keys are errors: a misspelt
 * `organisation_id` that is dropped in silence would cost somebody an afternoon.
 *
 * @throws PrincipalInvalidError that lists every problem by field, never by value
 */
export function readFederatedUser(input: unknown): FederatedUser {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    throw new PrincipalInvalidError(['mapPrincipal must return an object']);
  }
  if (input instanceof Promise) {
    // Nobody awaits it, and unhandled, its failure would end the process.
    input.catch(() => undefined);
    throw new PrincipalInvalidError([
      'mapPrincipal must be synchronous; look up what it needs in @AfterLogin({ principal })',
    ]);
  }
  const problems: string[] = [];
  // Without a prototype: what somebody put on Object.prototype is no field of this user.
  const user = Object.create(null) as Record<string, unknown>;
  for (const [key, value] of Object.entries(input)) {
    const field = fieldBySpelling.get(key);
    if (field === undefined) {
      problems.push(`"${printable(key)}" is not a field of Scalekit's user`);
    } else if (value !== undefined && value !== null) {
      if (field in user) problems.push(`${field} is given twice`);
      const read = readField(field, value);
      if (typeof read === 'string') problems.push(`${field} ${read}`);
      else user[field] = read.value;
    }
  }
  for (const required of ['sub', 'email'] as const) {
    if (!(required in user) && !problems.some((problem) => problem.startsWith(`${required} `))) {
      problems.push(`${required} is missing; return it from mapPrincipal`);
    }
  }
  if (problems.length > 0) throw new PrincipalInvalidError(problems);
  return user as unknown as FederatedUser;
}

/** The value in its wire type, or what is wrong with it. */
function readField(field: FederatedUserField, value: unknown): { value: unknown } | string {
  const { kind, maxLength = Infinity } = federatedUserFields[field];
  switch (kind) {
    case 'string':
      return readText(field, field === 'sub' ? decimal(value) : value);
    case 'boolean':
      return typeof value === 'boolean' ? { value } : 'must be true or false';
    case 'strings':
      return Array.isArray(value) &&
        value.every((entry) => typeof entry === 'string' && entry.length <= maxLength)
        ? { value: [...value] as unknown }
        : 'must be an array of strings';
    case 'object': {
      const copy = plainJson(value);
      return copy === undefined ? 'must be a plain JSON object' : { value: copy };
    }
  }
}

function decimal(value: unknown): unknown {
  const isId = typeof value === 'bigint' || Number.isSafeInteger(value);
  return isId ? String(value) : value;
}

// Control characters and what turns text round: they would forge log lines or the consent page.
const unsafe = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu;
// In what identifies a person, nothing invisible at all.
const invisible = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

function readText(field: FederatedUserField, value: unknown): { value: unknown } | string {
  if (typeof value !== 'string') return 'must be a string';
  const { maxLength = Infinity } = federatedUserFields[field];
  if (value.length > maxLength) return `must have at most ${maxLength} characters`;
  if (field === 'sub' || field === 'email') {
    if (value === '') return 'must not be empty';
    if (invisible.test(value)) return 'must not contain invisible characters';
  }
  if (field === 'email' && !/^[^\s@]+@[^\s@]+$/.test(value)) return 'must be an e-mail address';
  if (field === 'phoneNumber' && !isE164(value)) return 'must be in E.164 form';
  if (field === 'picture' && !isHttpsUrl(value)) return 'must be an https URL';
  return { value: value.replace(unsafe, '') };
}

export function isE164(value: string): boolean {
  return /^\+[1-9]\d{1,14}$/.test(value);
}

export function isHttpsUrl(value: string): boolean {
  return URL.canParse(value) && new URL(value).protocol === 'https:';
}

/** A copy that is exactly what JSON carries; undefined for what JSON would change or refuse. */
function plainJson(value: unknown): Record<string, unknown> | undefined {
  try {
    const copy = JSON.parse(JSON.stringify(value)) as unknown;
    return typeof copy === 'object' && copy !== null && !Array.isArray(copy)
      ? (copy as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

function printable(key: string): string {
  return key.replace(/[^\w.-]/g, '?').slice(0, 40);
}
