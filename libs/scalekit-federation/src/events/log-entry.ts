import { inspect } from 'node:util';
import type { Told } from '../log/federation-logger.js';
import type { FederationEvent } from './federation-event.js';

/**
 * An event as it goes to Nest's logger: loggers that write JSON find its fields, those that write text
 * print its message. It is no plain object, since Nest's ConsoleLogger would print that field by field.
 */
export class LogEntry implements Told {
  readonly message: string;

  constructor(event: FederationEvent & Partial<Summary>, message: string) {
    Object.assign(this, event);
    this.message = message;
  }

  toString(): string {
    return this.message;
  }

  [inspect.custom](): string {
    return this.message;
  }
}

/** What a line says that stands for several like it. */
export interface Summary {
  /** How many more there were since the last line. */
  readonly count: number;
  /** The first of them, as `<txn>` or `<txn> <sub>`. */
  readonly affected: readonly string[];
}
