import type { FederatedUser } from '../login-request/federated-user.js';
import { splitScope } from './scopes.js';

export type Claims = Record<string, unknown>;

/** Adds to oidc-provider's claims (RFC 9068) what Scalekit's tokens for MCP servers have beside them. */
export function userTokenClaims(
  claims: Claims,
  user: FederatedUser,
  context: {
    audience: string[];
    sessionId: string;
    resource: string;
    tokenId: string;
    organizationId: string | undefined;
    /** Which of the user's lists it has. */
    lists: readonly ('roles' | 'groups')[];
  },
): Claims {
  return withoutUndefined({
    ...machineTokenClaims(claims, context),
    sid: context.sessionId,
    email: user.email,
    oid: context.organizationId,
    org_id: context.organizationId,
    ...Object.fromEntries(context.lists.map((list) => [list, user[list]])),
    custom_claims: user.custom_attributes,
    resource: context.resource,
  });
}

/** Claims of a token that no user stands behind. */
export function machineTokenClaims(
  claims: Claims,
  { audience, tokenId }: { audience: string[]; tokenId: string },
): Claims {
  return {
    ...claims,
    aud: audience,
    jti: tokenId,
    nbf: claims['iat'],
    scopes: splitScope(typeof claims['scope'] === 'string' ? claims['scope'] : undefined),
  };
}

function withoutUndefined(claims: Claims): Claims {
  return Object.fromEntries(Object.entries(claims).filter(([, value]) => value !== undefined));
}
