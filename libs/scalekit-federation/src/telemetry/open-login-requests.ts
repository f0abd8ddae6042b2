import type { FederationEvent } from '../events/federation-event.js';

/** More than one process has people for; what is kept of each takes about 100 bytes. */
const most = 10_000;

interface Open {
  readonly connection: string | undefined;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}

/** Those that were captured here, and have not ended here, as far as their time lasts. */
export class OpenLoginRequests {
  /** The oldest one first: all live for the same time. */
  readonly #byTxn = new Map<string, Open>();

  constructor(private readonly ttlSeconds: number) {}

  learn({ event, txn, connection, at }: FederationEvent): void {
    if (txn === undefined) return;
    if (event === 'captured') {
      const expiresAt = Date.parse(at) + this.ttlSeconds * 1000;
      this.#byTxn.set(txn, { connection, expiresAt });
      // Also where nobody ever asks how many there are.
      this.#forgetOld();
    }
    if (event === 'handedOff' || event === 'rejected' || event === 'expired') {
      this.#byTxn.delete(txn);
    }
  }

  countOf(connection: string): number {
    this.#forgetOld();
    return [...this.#byTxn.values()].filter((open) => open.connection === connection).length;
  }

  #forgetOld(): void {
    const now = Date.now();
    for (const [txn, { expiresAt }] of this.#byTxn) {
      if (now < expiresAt && this.#byTxn.size <= most) return;
      this.#byTxn.delete(txn);
    }
  }
}
