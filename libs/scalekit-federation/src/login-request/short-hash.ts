import { createHash } from 'node:crypto';

/** 132 bits of SHA-256 in base64url: to know a value again without keeping it. */
export function shortHash(value: string): string {
  return createHash('sha256').update(value).digest('base64url').slice(0, 22);
}
