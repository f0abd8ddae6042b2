/** Where a GET route is, as far as its own decorators say. */
export interface PageRoute {
  readonly path: string;
  /** Without a path of its own, it may be at any: something outside may put it below one. */
  readonly isAnywhere: boolean;
}

/**
 * What to warn of when nothing answers at the address of the login page. It is sure of that only: what
 * else stands before a route's own path (prefixes, versions, RouterModule, another app) fits.
 *
 * @param loginUrl an absolute one is somebody else's
 */
export function missingLoginPage(
  loginUrl: string,
  routes: readonly PageRoute[],
): string | undefined {
  const [path = ''] = loginUrl.split(/[?#]/);
  // Escaped characters stand in routes as they are.
  if (!path.startsWith('/') || path.includes('%')) return undefined;
  if (routes.some((route) => mayAnswer(route, segmentsOf(path)))) return undefined;
  return `no GET route of a controller answers ${path}, the address of the login page. Unless something else does, "Not you?" on the continue page and a single sign-on that is refused end on a 404. Set loginUrl to the path of your login page, or to its full URL where this app does not serve it`;
}

function mayAnswer({ path, isAnywhere }: PageRoute, login: readonly string[]): boolean {
  const own = segmentsOf(path);
  if (own.length === 0) return isAnywhere || login.length === 0;
  const wild = own.findIndex((segment) => /[*({?+]/.test(segment));
  const fixed = wild < 0 ? own : own.slice(0, wild);
  const last = login.length - fixed.length;
  const starts = login.map((_, start) => start).concat(login.length);
  // A pattern for many segments may begin anywhere in front of the end.
  return starts.some(
    (start) => (wild < 0 ? start === last : start <= last) && fits(fixed, login.slice(start)),
  );
}

function fits(own: readonly string[], login: readonly string[]): boolean {
  return own.every(
    (segment, index) =>
      segment.includes(':') || segment.toLowerCase() === login[index]?.toLowerCase(),
  );
}

function segmentsOf(path: string): string[] {
  return path.split('/').filter((segment) => segment !== '');
}
