import { splitScope, supportedScopes } from './scopes.js';

/**
 * Turns an authorization request as Scalekit takes it into one that oidc-provider takes.
 * - MCP clients may leave `scope` out (RFC 6749 section 3.3); then they get what the server knows.
 * - oidc-provider gives `offline_access` only to a request with `prompt=consent` (OIDC Core section 11); here consent is
 *   asked every time anyway.
 */
export function adaptAuthorizationQuery(
  query: URLSearchParams,
  scopes: 'any' | string[],
): URLSearchParams {
  const adapted = new URLSearchParams(query);
  if (!adapted.get('scope')) {
    adapted.set('scope', supportedScopes(scopes).filter(isNotOffline).join(' '));
  }
  const asksForOffline = splitScope(adapted.get('scope') ?? '').some(
    (scope) => !isNotOffline(scope),
  );
  if (asksForOffline && !adapted.has('prompt')) adapted.set('prompt', 'consent');
  return adapted;
}

function isNotOffline(scope: string): boolean {
  return scope !== 'offline_access';
}
