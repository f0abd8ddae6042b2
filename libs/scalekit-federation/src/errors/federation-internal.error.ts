import { FederationError } from './federation-error.js';

/**
 * 500: a fault of this module, or of a function of the app's that it called. It is never taken for
 * an outage, and whether Scalekit took a push stays unknown.
 */
export class FederationInternalError extends FederationError {
  readonly mayHaveArrived = true;
  /** Private, so that nothing that prints the error shows it; the log has it. */
  readonly #trace: string;

  /** @param trace where it happened, without anything secret */
  constructor(trace: string) {
    const [what = ''] = trace.split('\n', 1);
    const kind = /^\w{1,64}/.exec(what)?.[0] ?? 'Error';
    super('internal_error', 500, 'Something went wrong in this app', 'retry', kind);
    this.#trace = trace;
  }

  static traceOf(error: FederationInternalError): string {
    return error.#trace;
  }
}

/** What is thrown to callers: a typed error stays itself, anything else is a fault of this app. */
export function asFederationError(error: unknown): FederationError {
  if (error instanceof FederationError) return error;
  return new FederationInternalError(traceWithoutMessage(error));
}

/**
 * The kind of a thrown value and where it was thrown. Its message is left out: while Scalekit is
 * called, it may quote a token or an address.
 */
export function traceWithoutMessage(thrown: unknown): string {
  if (!(thrown instanceof Error)) return typeof thrown;
  const { name, message, stack = '' } = thrown;
  const end = stack.indexOf(message);
  const frames = end < 0 ? '' : stack.slice(end + message.length);
  return [name, ...frames.split('\n').filter(isFrame).slice(0, 8)].join('\n');
}

function isFrame(line: string): boolean {
  return /^\s+at .+:\d+:\d+\)?$/.test(line);
}
