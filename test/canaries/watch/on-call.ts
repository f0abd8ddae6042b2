/** What is told of the calls of a method. */
export interface CallListener {
  /** Before it does anything; what stands in `args` is what it is given. */
  readonly called?: (args: unknown[], self: object) => void;
  readonly returned?: (result: unknown, args: readonly unknown[], self: object) => void;
  /** It threw, or its promise was rejected. */
  readonly failed?: (error: unknown) => void;
}

const watched = new WeakMap<object, Set<string>>();

/** Listens to a method of an object or a prototype, once. The method does what it did. */
export function onCall(target: object, name: string, listener: CallListener): void {
  const method: unknown = Reflect.get(target, name);
  const names = watched.get(target) ?? new Set();
  if (typeof method !== 'function' || names.has(name)) return;
  watched.set(target, names.add(name));
  const { called, returned, failed } = listener;
  function listening(this: object, ...args: unknown[]): unknown {
    called?.(args, this);
    let result: unknown;
    try {
      result = Reflect.apply(method as () => unknown, this, args);
    } catch (error) {
      failed?.(error);
      throw error;
    }
    if (failed && result instanceof Promise) result.catch(failed);
    returned?.(result, args, this);
    return result;
  }
  // Not by assigning: what is frozen stays as it is.
  Reflect.defineProperty(target, name, { value: listening, configurable: true, writable: true });
}
