/**
 * Whether cookies are `__Host-` and `Secure`. Configuration decides, never a header: a proxy that writes
 * `Host: localhost` would make them plain.
 *
 * @param appUrl where browsers reach the app
 * @param modes all that is known of NODE_ENV
 */
export function areCookiesSecure(appUrl: string | undefined, modes: readonly unknown[]): boolean {
  if (appUrl !== undefined) return new URL(appUrl).protocol === 'https:';
  const isDevelopment = modes.every((mode) => mode === 'development' || mode === 'test');
  return modes.length === 0 || !isDevelopment;
}
