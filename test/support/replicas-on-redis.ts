import type { AdapterName } from './federation-app.js';
import {
  connectBy,
  RedisKeys,
  redisUrl,
  type clientNames,
  type RedisConnection,
} from './redis-server.js';
import { Replicas } from './replicas.js';

/** Two replicas whose claims are in one Redis, each by a connection of its own. */
export class ReplicasOnRedis {
  private constructor(
    readonly replicas: Replicas,
    readonly keys: RedisKeys,
    private readonly connections: readonly RedisConnection[],
  ) {}

  static async start(
    adapter: AdapterName,
    client: (typeof clientNames)[number],
  ): Promise<ReplicasOnRedis> {
    const keys = new RedisKeys();
    const [first, second] = [connectBy[client](redisUrl), connectBy[client](redisUrl)];
    await Promise.all([first.ready(), second.ready()]);
    const stores = [first.claims(keys.prefix), second.claims(keys.prefix)] as const;
    return new ReplicasOnRedis(await Replicas.start(adapter, stores), keys, [first, second]);
  }

  async close(): Promise<void> {
    await this.replicas.close();
    await this.keys.close();
    for (const connection of this.connections) connection.close();
  }
}
