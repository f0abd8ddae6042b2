import { isLoopback } from '../environment/loopback.js';

/** RFC 8252 section 7.1: `cursor://…` is a native app's, whether it says so or not. */
function usesOwnScheme({ protocol }: URL): boolean {
  return !/^https?:$/.test(protocol);
}

function isHttpOnLoopback({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && isLoopback(hostname);
}

/**
 * Whether a client that was described before it ran is an app on the user's machine: then it may come back on any port
 * of its loopback redirect URI (RFC 8252 section 7.3).
 */
export function isNative(redirectUris: unknown): boolean {
  const urls = Array.isArray(redirectUris) ? redirectUris.map((uri) => URL.parse(String(uri))) : [];
  return urls.some((url) => url !== null && (usesOwnScheme(url) || isHttpOnLoopback(url)));
}

/** Whether a client may register it: anything else would send codes in the clear, or to whichever app took the scheme. */
export function isRegistrable(redirectUri: unknown): boolean {
  const url = typeof redirectUri === 'string' ? URL.parse(redirectUri) : null;
  return url !== null && (url.protocol === 'https:' || isHttpOnLoopback(url));
}

/** Whether a client may come back there. */
export function comesBackTo(
  redirectUri: string,
  registered: readonly string[],
  ports: 'exact' | 'any',
): boolean {
  if (registered.includes(redirectUri)) return true;
  const wanted = ports === 'any' ? withoutLoopbackPort(redirectUri) : undefined;
  return wanted !== undefined && registered.some((uri) => withoutLoopbackPort(uri) === wanted);
}

function withoutLoopbackPort(uri: string): string | undefined {
  const url = URL.parse(uri);
  if (!url || !isHttpOnLoopback(url)) return undefined;
  url.port = '';
  return url.href;
}
