import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { ServerRequest } from './exchange.js';

export function cookieOf({ headers }: ServerRequest, name: string): string | undefined {
  const pairs = (headers.cookie ?? '').split(/; */);
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** For a cookie or a form: what nobody can guess. */
export function newToken(): string {
  return randomBytes(24).toString('base64url');
}

export function sameToken(given: string | undefined, expected: string): boolean {
  const left = Buffer.from(given ?? '');
  const right = Buffer.from(expected);
  return left.length === right.length && timingSafeEqual(left, right);
}
