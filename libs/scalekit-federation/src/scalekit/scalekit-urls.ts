import type { Connection } from '../options/resolved-options.js';

/** Which consents are meant. */
export interface ConsentsQuery {
  readonly resourceId: string;
  /** A part of the user's id. */
  readonly search: string;
  readonly pageToken?: string | undefined;
}

/** POST, form-encoded client credentials (RFC 6749 4.4). */
export function tokenUrl(connection: Connection): string {
  return `${connection.environmentUrl}/oauth/token`;
}

/** POST, the federated user. The id has passed the allow-list; it cannot change the path. */
export function userUrl(connection: Connection, loginRequestId: string): string {
  return `${connection.environmentUrl}/api/v1/connections/${connection.connectionId}/auth-requests/${loginRequestId}/user`;
}

/** GET; `search` finds parts of ids, too. Scalekit's descriptors want a resource, and allow 30 to a page. */
export function consentsUrl(
  { environmentUrl }: Connection,
  { resourceId, search, pageToken = '' }: ConsentsQuery,
): string {
  const query = new URLSearchParams({ resource_id: resourceId, search, page_size: '30' });
  if (pageToken !== '') query.set('page_token', pageToken);
  return `${environmentUrl}/api/v1/user_consents?${query}`;
}

/** DELETE. Ids that Scalekit gave: encoded, and no segment that a URL parser would resolve. */
export function consentUrl(
  { environmentUrl }: Connection,
  clientId: string,
  consentId: string,
): string {
  return `${environmentUrl}/api/v1/clients/${segment(clientId)}/consents/${segment(consentId)}`;
}

/** @throws Error for `.` and `..`, which stay what they are in any encoding */
function segment(id: string): string {
  if (/^\.{1,2}$/.test(id)) throw new Error('Scalekit named an id that cannot stand in a URL');
  return encodeURIComponent(id);
}

/**
 * Where the browser goes back to. The colon is literal; `state` is encoded once and decodes to the
 * same bytes. The apostrophe is encoded too: `Refresh` headers may be quoted with it.
 */
export function callbackUrl(connection: Connection, state: string): string {
  const encoded = encodeURIComponent(state).replaceAll("'", '%27');
  return `${connection.publicUrl}/sso/v1/connections/${connection.connectionId}/partner:callback?state=${encoded}`;
}
