import { Injectable } from '@nestjs/common';
import type { FederationErrorCode } from '../errors/federation-errors.js';

/** What is told of a piece of work. Nothing of it is secret. */
export interface WorkFacts {
  /** Its name in the options. */
  readonly connection?: string | undefined;
  /** Our own short id of the login request. */
  readonly txn?: string | undefined;
  readonly attempts?: number | undefined;
  /** How a push left the login. */
  readonly end?: 'handedOff' | 'rejected' | undefined;
  /** Why work has failed that returns instead of throwing. */
  readonly error?: FederationErrorCode | undefined;
}

/** Work that operators see the time of, with what is known when it begins. */
export interface Work extends WorkFacts {
  readonly name: 'capture' | 'push' | 'token';
}

/** Runs work in such a way that it is seen. It never fails, and runs the work once. */
export interface Tracer {
  run<Result>(
    work: Work,
    task: () => Promise<Result>,
    factsOf: (result: Result) => WorkFacts,
  ): Promise<Result>;
}

/** Where work is run that a tracer may want to see. Without one it just runs. */
@Injectable()
export class Tracing implements Tracer {
  #tracer: Tracer | undefined;

  /** @param tracer undefined where none is to see anything any longer */
  use(tracer: Tracer | undefined): void {
    this.#tracer = tracer;
  }

  /** @param factsOf what is known once the work is done; not asked where nobody wants to know */
  run<Result>(
    work: Work,
    task: () => Promise<Result>,
    factsOf: (result: Result) => WorkFacts,
  ): Promise<Result> {
    return this.#tracer === undefined ? task() : this.#tracer.run(work, task, factsOf);
  }
}
