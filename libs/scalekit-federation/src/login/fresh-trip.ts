import type { SsoTrip } from '../login-request/login-request-record.js';

/**
 * Whether a trip to an identity provider ended with a login of its own. The provider was told to ask anew,
 * and says that the person has signed in since: it may have a session.
 *
 * @param signedInAt milliseconds since the epoch, as the provider says
 */
export function isFreshTrip(trip: SsoTrip | undefined, signedInAt: number | undefined): boolean {
  const { askedAnewAt } = trip ?? {};
  if (signedInAt === undefined || askedAnewAt === undefined) return false;
  // Providers count in whole seconds (OpenID Connect Core 2, auth_time).
  return signedInAt >= Math.floor(askedAnewAt / 1000) * 1000;
}
