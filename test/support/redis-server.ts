import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { redisClaims } from 'nestjs-scalekit-federation/redis';
import type { ClaimStore } from 'nestjs-scalekit-federation';
import { createClient } from 'redis';

export const redisUrl = process.env['TEST_REDIS_URL'] ?? 'redis://127.0.0.1:6379';

/** Why Redis cannot be tried here, if so. */
async function whyUnreachable(): Promise<string | undefined> {
  const client = createClient({ url: redisUrl, socket: { reconnectStrategy: false } });
  client.on('error', () => undefined);
  try {
    await client.connect();
    client.destroy();
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message || error.name : String(error);
  }
}

// A server that was named must be there, and CI brings one.
const isNeeded = Boolean(process.env['TEST_REDIS_URL'] ?? process.env['CI']);
const unreachable = await whyUnreachable();
if (isNeeded && unreachable) throw new Error(`Redis has to be at ${redisUrl}: ${unreachable}`);

/** `describe` for suites that need Redis; {@link whyLeftOut} belongs to their names. */
export const onRedis = unreachable === undefined ? describe : describe.skip;
export const whyLeftOut = unreachable ? ` (skipped: ${unreachable})` : '';

/** One connection of a replica, with the settings that the README gives. */
export interface RedisConnection {
  claims(prefix: string): ClaimStore;
  /** Once the server answers, for the first time or again. */
  ready(): Promise<void>;
  close(): void;
}

/** The client packages. None of them waits for the server. */
export const connectBy = {
  redis: (url: string): RedisConnection => {
    const client = createClient({
      url,
      disableOfflineQueue: true,
      socket: { reconnectStrategy: () => 20 },
    });
    client.on('error', () => undefined);
    client.connect().catch(() => undefined);
    return {
      claims: (prefix) => redisClaims(client, { prefix }),
      ready: () => untilItAnswers(redisClaims(client)),
      close: () => client.destroy(),
    };
  },
  ioredis: (url: string): RedisConnection => {
    const client = new Redis(url, {
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      retryStrategy: () => 20,
    });
    client.on('error', () => undefined);
    return {
      claims: (prefix) => redisClaims(client, { prefix }),
      ready: () => untilItAnswers(redisClaims(client)),
      close: () => client.disconnect(),
    };
  },
};

async function untilItAnswers(store: ClaimStore): Promise<void> {
  const answers = () =>
    store.ping().then(
      () => true,
      () => false,
    );
  while (!(await answers())) await setImmediate();
}

export const clientNames = ['redis', 'ioredis'] as const;

/** The keys of one suite, seen by a client of its own. */
export class RedisKeys {
  readonly prefix = `test:${randomUUID()}:`;
  readonly client = new Redis(redisUrl);

  /** What the server holds under the prefix. */
  async held(): Promise<Record<string, string | null>> {
    const names = await this.client.keys(`${this.prefix}*`);
    const entries = names.map(async (name) => [name, await this.client.get(name)] as const);
    return Object.fromEntries(await Promise.all(entries));
  }

  async forget(): Promise<void> {
    const names = await this.client.keys(`${this.prefix}*`);
    if (names.length > 0) await this.client.del(names);
  }

  async close(): Promise<void> {
    await this.forget();
    this.client.disconnect();
  }
}
