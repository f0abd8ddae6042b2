import { Injectable } from '@nestjs/common';
import { traceWithoutMessage } from '../errors/federation-internal.error.js';
import { FederationLogger } from '../log/federation-logger.js';
import type { FederationEvent, FederationEventName } from './federation-event.js';

/** Is told of events. What it throws or rejects is logged once; nobody waits for its promise. */
export type FederationListener = (event: FederationEvent) => void | Promise<void>;

/**
 * Tells what happens to login requests, as it happens. Listeners run behind the login that they are
 * told of, in the order of events, and never decide about it.
 *
 * @example
 * ```ts
 * constructor(events: FederationEvents) {
 *   events.on('handedOff', ({ sub, client }) => this.mails.appConnected(sub, client));
 * }
 * ```
 */
@Injectable()
export class FederationEvents {
  readonly #listeners = new Set<FederationListener>();
  readonly #logger = new FederationLogger();
  readonly #failed = new WeakSet<FederationListener>();

  /** Every event. @returns ends the subscription */
  subscribe(listener: FederationListener): () => void {
    // The same function may be given twice, and ends twice.
    const own: FederationListener = (event) => listener(event);
    this.#listeners.add(own);
    return () => {
      this.#listeners.delete(own);
    };
  }

  /** Those of one name. @returns ends the subscription */
  on(name: FederationEventName, listener: FederationListener): () => void {
    return this.subscribe((event) => (event.event === name ? listener(event) : undefined));
  }

  /** @internal */
  publish(event: FederationEvent): void {
    if (this.#listeners.size === 0) return;
    // The login goes on first: a listener may take its time.
    setImmediate(() => {
      for (const listener of this.#listeners) void this.#tell(listener, event);
    });
  }

  async #tell(listener: FederationListener, event: FederationEvent): Promise<void> {
    try {
      await listener(event);
    } catch (error) {
      if (this.#failed.has(listener)) return;
      this.#failed.add(listener);
      this.#logger.warn(
        `A listener of FederationEvents failed at '${event.event}'. Logins go on, and it is told of the next events: ${traceWithoutMessage(error)}`,
      );
    }
  }
}
