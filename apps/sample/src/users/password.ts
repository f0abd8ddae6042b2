import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

// OWASP's parameters for 16 MiB of memory; they stand in every hash, so that they can grow.
const COST = { N: 16_384, r: 8, p: 5 };
const KEY_BYTES = 32;

/** Salts and hashes a password as `scrypt$N$r$p$salt$key`. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(normalize(password), salt, KEY_BYTES, COST);
  return ['scrypt', COST.N, COST.r, COST.p, encode(salt), encode(key)].join('$');
}

/** Whether the password is the one that was hashed; takes the same time either way. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const [scheme, N, r, p, salt, key] = hash.split('$');
  if (scheme !== 'scrypt' || salt === undefined || key === undefined) {
    throw new Error('A stored password hash has an unknown form');
  }
  const expected = Buffer.from(key, 'base64url');
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const actual = await derive(
    normalize(password),
    Buffer.from(salt, 'base64url'),
    expected.length,
    cost,
  );
  return timingSafeEqual(actual, expected);
}

/** Keyboards compose accents differently; RFC 8265 section 4.2 compares passwords in NFC. */
function normalize(password: string): string {
  return password.normalize('NFC');
}

function encode(bytes: Buffer): string {
  return bytes.toString('base64url');
}
