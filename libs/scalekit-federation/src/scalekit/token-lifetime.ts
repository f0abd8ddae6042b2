/** Seconds. Scalekit's documentation shows 3600, 86399 and 18446744064486179580. */
const lifetime = { shortest: 30, longest: 86_400, unbelievable: 3_600 } as const;

/** Seconds a token is trusted, whatever `expires_in` says. */
export function tokenLifetimeSeconds(expiresIn: unknown): number {
  const seconds = typeof expiresIn === 'string' ? Number(expiresIn) : expiresIn;
  if (typeof seconds !== 'number' || !Number.isSafeInteger(seconds) || seconds <= 0) {
    return lifetime.unbelievable;
  }
  return Math.min(Math.max(seconds, lifetime.shortest), lifetime.longest);
}
