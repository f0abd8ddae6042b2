import type { Connection } from '../options/resolved-options.js';

/** POST, form-encoded client credentials (RFC 6749 4.4). */
export function tokenUrl(connection: Connection): string {
  return `${connection.environmentUrl}/oauth/token`;
}

/** POST, the federated user. The id has passed the allow-list; it cannot change the path. */
export function userUrl(connection: Connection, loginRequestId: string): string {
  return `${connection.environmentUrl}/api/v1/connections/${connection.connectionId}/auth-requests/${loginRequestId}/user`;
}

/**
 * Where the browser goes back to. The colon is literal; `state` is encoded once and decodes to the
 * same bytes. The apostrophe is encoded too: `Refresh` headers may be quoted with it.
 */
export function callbackUrl(connection: Connection, state: string): string {
  const encoded = encodeURIComponent(state).replaceAll("'", '%27');
  return `${connection.publicUrl}/sso/v1/connections/${connection.connectionId}/partner:callback?state=${encoded}`;
}
