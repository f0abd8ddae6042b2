/**
 * Notices when `request.user` is set from now on. What was there before came with the request, by a
 * session or a token, and is not somebody who signs in; a guard that sets the very same object again is.
 *
 * @returns whether somebody has signed in since
 */
export function watchUser(request: object): () => boolean {
  const now = (): unknown => Reflect.get(request, 'user');
  const before = isSomebody(now());
  let assigned = false;
  redefine(request, () => {
    assigned = true;
  });
  // What cannot be watched, a getter over the app's session, tells by who is there instead of nobody.
  return () => (assigned || !before) && isSomebody(now());
}

/** Lays a property over `request.user` that reports when it is set, and works as the one below does. */
function redefine(request: object, onSet: () => void): void {
  const below = descriptorOf(request);
  const isAccessor = below?.get !== undefined || below?.set !== undefined;
  const isReadOnly = isAccessor && below.set === undefined;
  const isFixed = Object.getOwnPropertyDescriptor(request, 'user')?.configurable === false;
  if (isReadOnly || isFixed) return;
  let user: unknown = below?.value;
  Object.defineProperty(request, 'user', {
    configurable: true,
    enumerable: true,
    get: () => (isAccessor ? (below.get?.call(request) as unknown) : user),
    set: (value: unknown) => {
      onSet();
      if (isAccessor) below.set?.call(request, value);
      else user = value;
    },
  });
}

/** The request's own, or that of its prototypes: Fastify's `decorateRequest()` sets it there. */
function descriptorOf(request: object): PropertyDescriptor | undefined {
  let holder: object | null = request;
  while (holder !== null) {
    const descriptor = Object.getOwnPropertyDescriptor(holder, 'user');
    if (descriptor !== undefined) return descriptor;
    holder = Object.getPrototypeOf(holder) as object | null;
  }
  return undefined;
}

function isSomebody(user: unknown): boolean {
  return user !== undefined && user !== null && user !== false;
}
