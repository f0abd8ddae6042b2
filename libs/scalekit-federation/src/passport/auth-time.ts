const names = ['auth_time', 'authTime', 'authnInstant'] as const;

/**
 * When the identity provider says that the person signed in: what the strategy left in
 * `request.authInfo` (the third argument of Passport's `done`) or in the user, as `auth_time`
 * (OpenID Connect), `authTime` or `authnInstant` (SAML).
 *
 * @returns milliseconds since the epoch; undefined where nobody says
 */
export function authTimeOf(request: object): number | undefined {
  const { authInfo, user } = request as { authInfo?: unknown; user?: unknown };
  for (const source of [authInfo, user]) {
    if (typeof source !== 'object' || source === null) continue;
    const said = names.map((name): unknown => Reflect.get(source, name));
    const time = said.map(milliseconds).find((value) => value !== undefined);
    if (time !== undefined) return time;
  }
  return undefined;
}

/** Numbers are seconds (RFC 7519 2, NumericDate), texts are dates (XML Schema dateTime). */
function milliseconds(value: unknown): number | undefined {
  if (typeof value !== 'number' && typeof value !== 'string' && !(value instanceof Date)) {
    return undefined;
  }
  const ms = typeof value === 'number' ? value * 1000 : new Date(value).getTime();
  return Number.isFinite(ms) ? ms : undefined;
}
