export const oidcScopes = ['openid', 'profile', 'email', 'offline_access'];

export function supportedScopes(scopes: 'any' | string[]): string[] {
  return scopes === 'any' ? oidcScopes : [...new Set([...oidcScopes, ...scopes])];
}

export function splitScope(scope: string | undefined): string[] {
  return scope?.split(' ').filter(Boolean) ?? [];
}

/** Which of the requested scopes the MCP server knows. */
export function knownScopes(requested: string[], scopes: 'any' | string[]): string[] {
  const supported = new Set(supportedScopes(scopes));
  return scopes === 'any' ? requested : requested.filter((scope) => supported.has(scope));
}
