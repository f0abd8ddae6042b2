import { Pool } from 'undici';
import { Balancer } from '../../support/balancer.js';
import { adapters } from '../support/app/adapters.js';
import type { ScalekitServer } from '../support/scalekit/scalekit-server.js';
import { ReplicaProcess } from './replica-process.js';
import type { RedisProcess } from './redis-process.js';

const size = 3;

/** Of those that take a killed one's place. */
const spares = 2;

/**
 * Three replicas behind a balancer without stickiness, and those that take the place of a killed one:
 * they are started meanwhile, so that nobody waits for them.
 */
export class Fleet {
  readonly replicas: ReplicaProcess[] = [];
  /** The balancer reads it with every request. */
  readonly #urls: string[] = [];
  readonly #spares: Promise<ReplicaProcess>[] = [];
  #started = 0;
  #balancer: Balancer | undefined;
  #browsers: Pool | undefined;

  private constructor(
    private readonly server: ScalekitServer,
    private readonly redis: RedisProcess,
  ) {}

  static async start(server: ScalekitServer, redis: RedisProcess): Promise<Fleet> {
    const fleet = new Fleet(server, redis);
    for (let index = 0; index < size + spares; index += 1) fleet.#spares.push(fleet.#next());
    for (let slot = 0; slot < size; slot += 1) await fleet.replace(slot);
    fleet.#balancer = await Balancer.before(fleet.#urls);
    fleet.#browsers = new Pool(fleet.#balancer.url);
    return fleet;
  }

  get url(): string {
    return this.#balancer?.url ?? '';
  }

  /** In front of the balancer. */
  get browsers(): Pool {
    if (this.#browsers === undefined) throw new Error('the fleet has not been started');
    return this.#browsers;
  }

  /** How many requests each replica's place has had, to tell later where the next ones went. */
  counts(): number[] {
    return [...(this.#balancer?.counts ?? [])];
  }

  /** The place that has had the one request since then. */
  slotSince(before: readonly number[]): number {
    const slots = this.counts().flatMap((count, slot) => (count === before[slot] ? [] : [slot]));
    if (slots.length !== 1) throw new Error(`${slots.length} places have had requests`);
    return slots[0] ?? 0;
  }

  replica(slot: number): ReplicaProcess {
    const replica = this.replicas[slot];
    if (replica === undefined) throw new Error(`there is no replica ${slot}`);
    return replica;
  }

  /** A started one takes the place, and the next one is started. */
  async replace(slot: number): Promise<void> {
    const spare = await this.#spares.shift();
    if (spare === undefined) throw new Error('no replica waits');
    this.replicas[slot] = spare;
    this.#urls[slot] = spare.url;
    this.#spares.push(this.#next());
  }

  async close(): Promise<void> {
    await this.#browsers?.destroy();
    await this.#balancer?.close();
    const spares = await Promise.all(this.#spares);
    for (const replica of [...this.replicas, ...spares]) {
      replica.kill();
      await replica.isGone();
    }
  }

  /** Both adapters with both clients, one after the other. */
  #next(): Promise<ReplicaProcess> {
    const number = this.#started++;
    const adapter = adapters[number % 2] ?? 'express';
    const client = Math.floor(number / 2) % 2 === 0 ? 'redis' : 'ioredis';
    const started = ReplicaProcess.start(adapter, client, this.server.url, this.redis.port);
    started.catch(() => undefined);
    return started;
  }
}
