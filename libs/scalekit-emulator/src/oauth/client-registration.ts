import { isLoopback } from '../environment/loopback.js';
import { registrationBytes } from '../memory/bounds.js';
import { knownScopes, splitScope } from './scopes.js';

export interface RegistrationRequest {
  metadata: Record<string, unknown>;
  /** Kept from oidc-provider, which knows OIDC's scopes only, and given back in the answer. */
  scope: string | undefined;
}

/** RFC 7591 section 3.2.2 */
export class InvalidClientMetadata extends Error {}

/**
 * Reads a dynamic client registration (RFC 7591) and fills in what Scalekit does not ask MCP clients for.
 * @throws {InvalidClientMetadata}
 */
export function readRegistration(body: string, scopes: 'any' | string[]): RegistrationRequest {
  if (Buffer.byteLength(body) > registrationBytes) {
    throw new InvalidClientMetadata(`a registration has at most ${registrationBytes} bytes`);
  }
  const { scope, ...metadata } = withoutEmpty(parseObject(body));
  const name = metadata['client_name'];
  if (typeof name === 'string' && name.length > 128) {
    throw new InvalidClientMetadata('client_name must be at most 128 characters');
  }
  if (scope !== undefined && typeof scope !== 'string') {
    throw new InvalidClientMetadata('scope must be a string');
  }
  const requested = splitScope(scope);
  const known = knownScopes(requested, scopes);
  if (known.length < requested.length) {
    throw new InvalidClientMetadata('scope names a scope that this MCP server does not have');
  }
  return {
    metadata: {
      grant_types: ['authorization_code', 'refresh_token'],
      ...(usesOwnScheme(metadata['redirect_uris']) && { application_type: 'native' }),
      ...metadata,
    },
    scope,
  };
}

function parseObject(body: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
      return parsed as Record<string, unknown>;
    }
  } catch {
    // answered below
  }
  throw new InvalidClientMetadata('the body must be a JSON object');
}

/** In protobuf's JSON null and an empty string stand for a member that was left out. */
function withoutEmpty(metadata: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(metadata).filter(([, value]) => value !== null && value !== ''),
  );
}

/** RFC 8252 section 7.1: `cursor://…` is a native app's, whether it says so or not. */
function usesOwnScheme(redirectUris: unknown): boolean {
  return urlsOf(redirectUris).some(({ protocol }) => !/^https?:$/.test(protocol));
}

/**
 * Whether a client that was described before it ran is an app on the user's machine: then it may come back on any port
 * of its loopback redirect URI (RFC 8252 section 7.3). A client that registers itself knows its port.
 */
export function isNative(redirectUris: unknown): boolean {
  return (
    usesOwnScheme(redirectUris) ||
    urlsOf(redirectUris).some((url) => url.protocol === 'http:' && isLoopback(url.hostname))
  );
}

function urlsOf(uris: unknown): URL[] {
  return Array.isArray(uris) ? uris.flatMap((uri) => URL.parse(String(uri)) ?? []) : [];
}
