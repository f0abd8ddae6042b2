import { parse } from 'tldts';
import { isUserContentHost } from './user-content-hosts.js';

/**
 * The host of a metadata document's URL, where a host says something: https on its own port, a name
 * that somebody registered, and no place where anybody can put a document of their own.
 *
 * @param clientId the URL that the client goes by
 */
export function clientDomain(clientId: string): string | undefined {
  if (!URL.canParse(clientId)) return undefined;
  const { protocol, hostname, port, username, password, href } = new URL(clientId);
  // What a URL parser has to mend is read otherwise by somebody else.
  const isPlain = href === clientId && protocol === 'https:' && port === '';
  if (!isPlain || username !== '' || password !== '' || hostname.endsWith('.')) return undefined;
  const { domain, isIcann } = parse(hostname, { allowPrivateDomains: true });
  // Private suffixes of the list (github.io) belong to one company, and their names to its customers.
  if (isIcann !== true || domain === null) return undefined;
  return isUserContentHost(hostname) ? undefined : hostname;
}
