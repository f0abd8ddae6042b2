import type { LoginAttempt } from './login-attempt.js';
import type { SsoTrip } from '../login-request/login-request-record.js';

/**
 * Whether somebody has signed in for this very login request. A form with what one signs in with says so
 * by itself. A trip to an identity provider does only if the provider was told to ask anew, and says that
 * the person has signed in since: it may have a session of its own.
 */
export function isFreshLogin(
  trip: SsoTrip | undefined,
  { arrived, isProven }: Pick<LoginAttempt, 'arrived'> & { readonly isProven: boolean },
): boolean {
  if (arrived === undefined) return isProven;
  const { signedInAt } = arrived;
  const { askedAnewAt } = trip ?? {};
  if (signedInAt === undefined || askedAnewAt === undefined) return false;
  // Providers count in whole seconds (OpenID Connect Core 2, auth_time).
  return signedInAt >= Math.floor(askedAnewAt / 1000) * 1000;
}
