const key = 'scalekit:guard-part';

/** A login page; or the beginning and the end of a trip to an identity provider. */
export type GuardPart = 'login page' | 'trip';

/** Marks a guard class, and all that extend it, by the part that its routes have in a login. */
export function TakesPart(part: GuardPart): ClassDecorator {
  return (guard) => Reflect.defineMetadata(key, part, guard);
}

/** @param guard a class, or an instance of one */
export function partOf(guard: unknown): GuardPart | undefined {
  const type = typeof guard === 'function' ? guard : (guard as object | null)?.constructor;
  return typeof type === 'function'
    ? (Reflect.getMetadata(key, type) as GuardPart | undefined)
    : undefined;
}
