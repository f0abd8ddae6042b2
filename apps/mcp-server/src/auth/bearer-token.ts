import { InvalidTokenError, MissingTokenError } from './bearer-error.js';

/**
 * Takes the token out of an `Authorization` header (RFC 6750 section 2.1). A token in the query or
 * in the body is not looked at: MCP forbids the first, and both end up in logs.
 *
 * @throws MissingTokenError if there is no header, or one of another scheme
 * @throws InvalidTokenError if what follows the scheme is not a token
 */
export function bearerTokenOf(authorization: string | undefined): string {
  const [, token] = /^Bearer +(.+)$/i.exec(authorization ?? '') ?? [];
  if (token === undefined) throw new MissingTokenError('A bearer token is required');
  if (!/^[\w.~+/-]+=*$/.test(token)) throw new InvalidTokenError('The token is malformed');
  return token;
}
