import { isFromOwnPage, single } from '../http/caller.js';
import type { HttpExchange } from '../http/http-exchange.js';
import type { FrontEndPage, LoginRequestRecord } from './login-request-record.js';
import { shortHash } from './short-hash.js';

export const pageField = 'scalekit_page';

/** At least 128 random bits, in base64url or hex. */
const pageKeyPattern = /^[\w-]{22,128}$/;

/**
 * The page of a listed front end that a script of another origin speaks for. What comes by way of the
 * front end's own server (a rewrite) is this app's own page.
 *
 * @param listed the option `frontEnds`
 */
export function callingPage(
  { request: { headers }, query }: HttpExchange,
  keyInBody: unknown,
  listed: readonly string[],
): FrontEndPage | undefined {
  const origin = single(headers, 'origin');
  if (origin === undefined || !listed.includes(origin) || isFromOwnPage(headers)) return undefined;
  const keys = [keyInBody, ...query.getAll(pageField)].filter((value) => value !== undefined);
  const [key, ...more] = keys;
  const isKey = more.length === 0 && typeof key === 'string' && pageKeyPattern.test(key);
  return { origin, keyHash: isKey ? shortHash(key) : undefined };
}

/**
 * Whether it was this page that captured the login request. The origin alone binds it to no browser:
 * whoever captured one by hand could plant its ticket in somebody else's page.
 */
export function isCapturedBy(
  { frontEnd }: LoginRequestRecord,
  page: FrontEndPage | undefined,
): boolean {
  if (frontEnd?.keyHash === undefined || page?.keyHash === undefined) return false;
  return frontEnd.origin === page.origin && frontEnd.keyHash === page.keyHash;
}

/** What keeps a front end's script from getting a ticket, in words for the log. */
export function keyObstacle(method: string, { keyHash }: FrontEndPage): string | undefined {
  if (method !== 'GET') return `it is a ${method} request, and login requests are fetched by GET`;
  return keyHash === undefined
    ? 'a script of a listed front end sent it without its scalekit_page, a random key of 22 to 128 letters, digits, - or _ that the page makes when it loads'
    : undefined;
}
