import { registrationBytes } from '../memory/bounds.js';
import { isRegistrable } from './redirect-uris.js';
import { knownScopes, splitScope } from './scopes.js';

export interface RegistrationRequest {
  metadata: Record<string, unknown>;
  /** Kept from oidc-provider, which knows OIDC's scopes only, and given back in the answer. */
  scope: string | undefined;
}

/** RFC 7591 section 3.2.2 */
export class InvalidClientMetadata extends Error {
  constructor(
    message: string,
    readonly code: 'invalid_client_metadata' | 'invalid_redirect_uri' = 'invalid_client_metadata',
  ) {
    super(message);
  }
}

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
  checkRedirectUris(metadata['redirect_uris']);
  const requested = splitScope(scope);
  const known = knownScopes(requested, scopes);
  if (known.length < requested.length) {
    throw new InvalidClientMetadata('scope names a scope that this MCP server does not have');
  }
  return {
    metadata: {
      grant_types: ['authorization_code', 'refresh_token'],
      ...metadata,
    },
    scope,
  };
}

function checkRedirectUris(uris: unknown): void {
  // What is no list, oidc-provider refuses.
  const wrong = Array.isArray(uris) ? uris.findIndex((uri) => !isRegistrable(uri)) : -1;
  if (wrong === -1) return;
  throw new InvalidClientMetadata(
    `redirect_uris[${wrong}] is neither https nor http on loopback (localhost, 127.0.0.1, [::1]): register one that is; ` +
      'a client with a scheme of its own has to be known beforehand, from the clients of the seed',
    'invalid_redirect_uri',
  );
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
