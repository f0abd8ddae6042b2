import timers from 'node:timers/promises';
import { syncBuiltinESMExports } from 'node:module';
import { MemoryClaims } from '../../../support/memory-claims.js';
import { adapters } from '../../support/app/adapters.js';
import { Ledger } from '../../support/scalekit/ledger.js';
import { ScalekitServer } from '../../support/scalekit/scalekit-server.js';
import { startReplica, type StartedReplica } from '../app/start-app.js';
import type { Backend } from '../browser/browser.js';
import { appOrigin } from '../browser/sites.js';

/** Two replicas that share a store, on Express and on Fastify, and their Scalekit: for all runs of a process. */
export class RunningBackend {
  readonly ledger = new Ledger('m');
  readonly server = new ScalekitServer(this.ledger);
  readonly #replicas: StartedReplica[] = [];
  #turn = 0;

  static async start(): Promise<RunningBackend> {
    waitsBetweenTriesTakeNoTime();
    const backend = new RunningBackend();
    await backend.server.start();
    const store = new MemoryClaims();
    for (const adapter of adapters) {
      backend.#replicas.push(await startReplica(adapter, backend.server.url, store));
    }
    return backend;
  }

  /** As browsers meet it. @param host what the proxy writes as `Host` */
  behind(host: 'kept' | 'localhost'): Backend {
    const kept = new URL(appOrigin).host;
    return { host: host === 'kept' ? kept : 'localhost:3000', nextPort: () => this.#nextPort() };
  }

  async close(): Promise<void> {
    for (const { app } of this.#replicas) await app.close();
    this.server.close();
  }

  /** One after the other: no browser stays with a replica. */
  #nextPort(): number {
    this.#turn = (this.#turn + 1) % this.#replicas.length;
    return this.#replicas[this.#turn]?.port ?? 0;
  }
}

function waitsBetweenTriesTakeNoTime(): void {
  const wait = timers.setTimeout;
  timers.setTimeout = (_ms, ...rest) => wait(0, ...rest);
  syncBuiltinESMExports();
}
