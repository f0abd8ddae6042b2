import { PolicyUnavailableError } from '../errors/federation-errors.js';
import { traceWithoutMessage } from '../errors/federation-internal.error.js';
import { endsWithin } from '../timing/ends-within.js';

/** Milliseconds: the push comes behind it, and somebody waits. */
const patienceMs = 2_000;

/**
 * Awaits a function of the app that decides about a push.
 *
 * @param name of the option, for the log
 * @throws PolicyUnavailableError where it throws or is late: then nothing is pushed
 */
export async function decided(name: string, decide: () => unknown): Promise<unknown> {
  const decision = (async () => decide())();
  const wrapped = decision.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  );
  const end = await endsWithin(patienceMs, wrapped);
  if (end === undefined)
    throw new PolicyUnavailableError(`${name}() of the app took longer than 2 s`);
  if ('value' in end) return end.value;
  throw new PolicyUnavailableError(
    `${name}() of the app failed: ${traceWithoutMessage(end.error)}`,
  );
}
