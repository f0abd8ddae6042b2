import { createHash, randomBytes, randomInt } from 'node:crypto';

/** Ids look like Scalekit's: a prefix and a snowflake of decimal digits. */
export function newId(prefix: string): string {
  return `${prefix}_${randomInt(1, 10)}${digits(16)}`;
}

/** The same id for the same name, for things that Scalekit would keep, such as organizations. */
export function idFor(prefix: string, name: string): string {
  const number = createHash('sha256').update(name).digest().readBigUInt64BE() % 10n ** 16n;
  return `${prefix}_1${String(number).padStart(16, '0')}`;
}

export function newSecret(prefix: string): string {
  return `${prefix}_${randomBytes(32).toString('base64url')}`;
}

/** 50 characters, base64url, as in Scalekit's redirects. */
export function newState(): string {
  return randomBytes(38).toString('base64url').slice(0, 50);
}

function digits(count: number): string {
  return Array.from({ length: count }, () => randomInt(10)).join('');
}
