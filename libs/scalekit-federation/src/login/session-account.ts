import type { PlatformRequest } from '../http/http-exchange.js';
import { attemptOf } from './login-attempt.js';
import { awaitApp } from '../errors/app-function.js';
import { requestUser } from '../options/federation-options.js';
import type { ResolvedOptions } from '../options/resolved-options.js';

/**
 * Whether the app's session knows somebody, so that an account that is sealed now ends with it.
 *
 * By default the current user is `request.user`, and on a route of the app that is whom its guard has
 * just checked, in apps that have tokens and no session, too. There only Passport's session says that
 * one began; on our own pages, which have no guards, `request.user` can have come from nothing else.
 */
export async function isInSession(
  { currentUser }: Pick<ResolvedOptions, 'currentUser'>,
  request: PlatformRequest,
): Promise<boolean> {
  const isAmbiguous = currentUser === requestUser && attemptOf(request) !== undefined;
  if (isAmbiguous) return Boolean(passportUser(request));
  return Boolean(await awaitApp('currentUser', () => currentUser(request)));
}

function passportUser(request: object): unknown {
  const { session } = request as { session?: { passport?: { user?: unknown } | null } | null };
  return session?.passport?.user;
}
