import { isIP } from 'node:net';

/** Whether a host name or address is this machine's own. */
export function isLoopback(host: string): boolean {
  const isName = host === 'localhost' || host === '::1' || host === '[::1]';
  return isName || (isIP(host) === 4 && host.startsWith('127.'));
}

/** The same for the name in a URL: browsers take every name below `localhost` for it, too (RFC 6761 6.3). */
export function isLoopbackName(host: string): boolean {
  return isLoopback(host) || host.endsWith('.localhost');
}
