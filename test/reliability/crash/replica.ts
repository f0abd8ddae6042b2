// One replica: node replica.ts express|fastify <environment URL> <Redis port> redis|ioredis
import type { Adapter } from '../support/app/adapters.js';
import { startApp } from '../support/app/start-app.js';
import { packedRedis } from '../support/packed-library.js';

const [adapter, environmentUrl = '', port, clientName] = process.argv.slice(2);
const { redisClaims } = await packedRedis();
const url = `redis://127.0.0.1:${port}`;

/** With the settings that the README gives, but for a quicker way back. */
async function nodeRedis() {
  const { createClient } = await import('redis');
  const client = createClient({
    url,
    disableOfflineQueue: true,
    socket: { reconnectStrategy: () => 20 },
  });
  client.on('error', () => undefined);
  client.connect().catch(() => undefined);
  return client;
}

async function ioRedis() {
  const { Redis } = await import('ioredis');
  const settings = { enableOfflineQueue: false, maxRetriesPerRequest: 0, retryStrategy: () => 20 };
  const client = new Redis(url, settings);
  client.on('error', () => undefined);
  return client;
}

const store = redisClaims(await (clientName === 'ioredis' ? ioRedis() : nodeRedis()));
const started = await startApp(adapter as Adapter, { environmentUrl, store });
while (!(await isThere())) await new Promise(setImmediate);
process.on('disconnect', () => process.exit());
process.send?.(started.url);

async function isThere(): Promise<boolean> {
  return store.ping().then(
    () => true,
    () => false,
  );
}
