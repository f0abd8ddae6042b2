import { allowInsecureRequests, Configuration, discovery } from 'openid-client';
import type { OidcProvider } from '../identity-providers.js';

/** Reads what the provider says of itself; over plain HTTP only on this machine. */
export function discover({ issuer, clientId, clientSecret }: OidcProvider): Promise<Configuration> {
  const url = new URL(issuer);
  const execute = url.hostname === '127.0.0.1' ? [allowInsecureRequests] : [];
  return discovery(url, clientId, clientSecret, undefined, { execute });
}
