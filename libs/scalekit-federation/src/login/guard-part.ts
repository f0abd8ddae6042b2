/**
 * Marks guard classes whose routes take part in a hand-off, with the part that they have in it.
 * `Symbol.for`, so that the ESM and the CommonJS build of the package know each other's.
 */
export const federationGuard = Symbol.for('scalekit-federation:guard');

/** A login page; or the beginning and the end of a trip to an identity provider. */
export type GuardPart = 'login page' | 'round trip';

/** A guard class that is marked, extends one that is, or an instance of either. */
export function isFederationGuard(guard: unknown): boolean {
  return partOf(guard) !== undefined;
}

export function isLoginPageGuard(guard: unknown): boolean {
  return partOf(guard) === 'login page';
}

export function isRoundTripGuard(guard: unknown): boolean {
  return partOf(guard) === 'round trip';
}

function partOf(guard: unknown): GuardPart | undefined {
  const type = typeof guard === 'function' ? guard : (guard as object | null)?.constructor;
  if (typeof type !== 'function') return undefined;
  return Reflect.get(type, federationGuard) as GuardPart | undefined;
}
