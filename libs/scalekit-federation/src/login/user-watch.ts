/**
 * Notices who is signed in while it is open: by the route's guards, and by its handler. What was in
 * `request.user` before came with the request, by a session or a token; what an interceptor puts there
 * in between does, too.
 */
export class UserWatch {
  #isOpen = false;
  #wasSet = false;
  #before = false;
  #user: unknown;

  constructor(private readonly request: object) {
    redefine(request, () => {
      this.#wasSet = true;
    });
    this.open();
  }

  open(): void {
    this.#isOpen = true;
    this.#wasSet = false;
    this.#before = isSomebody(this.now());
  }

  /** What cannot be watched, a getter over the app's session, tells by who is there instead of nobody. */
  close(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    if (this.#wasSet || !this.#before) this.#user = this.now();
  }

  /** Who has been signed in, unless they were signed out since. */
  signedIn(): unknown {
    return isSomebody(this.now()) && isSomebody(this.#user) ? this.#user : undefined;
  }

  private now(): unknown {
    return Reflect.get(this.request, 'user');
  }
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
