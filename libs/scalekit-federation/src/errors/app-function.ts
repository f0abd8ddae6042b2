const culprits = new WeakMap<object, string>();

/**
 * Calls a function of the app that answers at once, and remembers whose failure it was. What it
 * throws stays as it is, since filters of the app may know it.
 *
 * @param name of the option, for the log
 */
export function callApp<Result>(name: string, call: () => Result): Result {
  try {
    return call();
  } catch (error) {
    throw blamed(name, error);
  }
}

/** The same for one that may answer later. */
export async function awaitApp<Result>(
  name: string,
  call: () => Result | Promise<Result>,
): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    throw blamed(name, error);
  }
}

/** Fails for a promise, and keeps its own failure from ending the process: nobody awaits it. */
export function atOnce<Result>(result: Result): Result {
  if (!(result instanceof Promise)) return result;
  result.catch(() => undefined);
  throw new TypeError('it returned a promise, and must answer at once');
}

/** What the log says of a failure: whose it was, and where. Never shown to a visitor. */
export function describeFailure(error: unknown): string {
  const culprit = typeof error === 'object' && error !== null ? culprits.get(error) : undefined;
  const what = error instanceof Error ? (error.stack ?? error.message) : typeof error;
  return culprit === undefined ? what : `${culprit}() of the app failed: ${what}`;
}

function blamed(name: string, error: unknown): unknown {
  const thrown =
    typeof error === 'object' && error !== null ? error : new Error(`it threw a ${typeof error}`);
  if (!culprits.has(thrown)) culprits.set(thrown, name);
  return thrown;
}
