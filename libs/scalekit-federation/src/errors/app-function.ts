import { traceWithoutMessage } from './federation-internal.error.js';
import { codeOfThrown } from './thrown.js';

const culprits = new WeakMap<object, string>();

/** Its message is ours, and may be told. */
class Misbehaviour extends TypeError {}

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
  throw new Misbehaviour('it returned a promise, and must answer at once');
}

/**
 * What the log says of a failure: whose it was, and where. What the app's function says itself may quote an
 * address, and is left out.
 */
export function describeFailure(error: unknown): string {
  const culprit = typeof error === 'object' && error !== null ? culprits.get(error) : undefined;
  const [kind = '', ...frames] = traceWithoutMessage(error).split('\n');
  const what = [`${kind}${detailOf(error)}`, ...frames].join('\n');
  return culprit === undefined ? what : `${culprit}() of the app failed: ${what}`;
}

function detailOf(error: unknown): string {
  if (error instanceof Misbehaviour) return `: ${error.message}`;
  const code = codeOfThrown(error);
  return code === undefined ? '' : ` (code ${code})`;
}

function blamed(name: string, error: unknown): unknown {
  const thrown =
    typeof error === 'object' && error !== null
      ? error
      : new Misbehaviour(`it threw a ${typeof error}`);
  if (!culprits.has(thrown)) culprits.set(thrown, name);
  return thrown;
}
