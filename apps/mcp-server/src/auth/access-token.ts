import type { JWTPayload } from 'jose';
import { InvalidTokenError } from './bearer-error.js';

/** The user who stands behind an MCP request, and the client that acts for them. */
export interface AccessToken {
  readonly sub: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly email?: string;
  readonly name?: string;
  readonly roles: readonly string[];
  readonly customClaims: Readonly<Record<string, unknown>>;
  /** Seconds since the epoch. */
  readonly expiresAt: number;
}

/**
 * Reads the claims of a token whose signature, issuer, audience and lifetime have been verified.
 *
 * @throws InvalidTokenError if no user stands behind the token
 */
export function readAccessToken(claims: JWTPayload): AccessToken {
  const { sub, client_id: clientId, exp, email, name } = claims;
  if (!isText(sub) || !isText(clientId) || exp === undefined) {
    throw new InvalidTokenError('The token lacks sub, client_id or exp');
  }
  // A client_credentials token names the client as its subject. It must never pass for a user of
  // that id (RFC 9700 section 4.15).
  if (sub === clientId) {
    throw new InvalidTokenError('The token belongs to a client, not to a user');
  }
  return {
    sub,
    clientId,
    expiresAt: exp,
    scopes: scopesOf(claims),
    roles: textsOf(claims['roles']),
    customClaims: isRecord(claims['custom_claims']) ? claims['custom_claims'] : {},
    ...(isText(email) && { email }),
    ...(isText(name) && { name }),
  };
}

/** Scalekit writes `scopes` as an array; RFC 9068 has `scope`, separated by spaces. */
function scopesOf({ scope, scopes }: JWTPayload): string[] {
  const words = isText(scope) ? scope.split(' ') : [];
  return [...new Set([...words, ...textsOf(scopes)])];
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter(isText) : [];
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
