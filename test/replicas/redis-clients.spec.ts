import { Logger } from '@nestjs/common';
import { Cluster, Redis } from 'ioredis';
import { redisClaims, type NodeRedisClient } from 'nestjs-scalekit-federation/redis';
import { createClient, createClientPool, createCluster, createSentinel } from 'redis';
import { CapturedLogger } from '../support/captured-logger.js';

const claim = { key: 'key', identity: 'alice', attempt: 'one' };

describe('redisClaims()', () => {
  it('takes every kind of client of both packages as it is, connected or not', () => {
    const node = { host: '127.0.0.1', port: 1 };
    const sentinel = { name: 'main', sentinelRootNodes: [node] };
    const cluster = new Cluster([node], { lazyConnect: true });
    const stores = [
      redisClaims(createClient()),
      redisClaims(createClientPool()),
      redisClaims(createCluster({ rootNodes: [{ socket: node }] })),
      redisClaims(createSentinel(sentinel)),
      redisClaims(new Redis({ lazyConnect: true })),
      redisClaims(cluster, { prefix: 'mine:' }),
    ];
    expect(stores.map((store) => typeof store.take)).toEqual(Array(6).fill('function'));
  });

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['an address', 'redis://127.0.0.1'],
    ['the promise of a client', Promise.resolve(createClient())],
    ['the class of a client', Redis],
    ['an object that only looks like one', { eval: true }],
  ])('refuses %s at once', (_, client) => {
    expect(() => redisClaims(client as never)).toThrow(
      /^redisClaims\(\) needs a client of `redis` or of `ioredis`/,
    );
  });

  it('tells what Redis said by its code, and not by its words', async () => {
    const refusal = new Error('NOPERM user alice has no permissions to run eval');
    const store = redisClaims({ eval: () => Promise.reject(refusal) });
    const error: unknown = await store.take(claim, 60).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'NOPERM' });
    expect(String(error)).not.toContain('alice');
  });
});

describe('a Redis that throws keys away', () => {
  let log: CapturedLogger;
  beforeEach(() => {
    log = new CapturedLogger();
    Logger.overrideLogger(log);
  });

  /** A client whose server answers INFO with these lines, or as `info` does. */
  function clientOf(info: () => Promise<unknown>): NodeRedisClient {
    return { eval: (script) => (script.includes('INFO') ? info() : Promise.resolve('first')) };
  }
  const server = (maxmemory: number, policy: string) =>
    clientOf(async () =>
      [
        '# Memory',
        'used_memory:1048576',
        `maxmemory:${maxmemory}`,
        'maxmemory_human:64.00M',
        `maxmemory_policy:${policy}`,
        '',
      ].join('\r\n'),
    );

  it.each(['allkeys-lru', 'volatile-ttl'])('by %s is told of once', async (policy) => {
    const store = redisClaims(server(67_108_864, policy));
    for (const key of ['one', 'two', 'three']) await store.take({ ...claim, key }, 60);
    expect(log.lines).toEqual([
      expect.stringMatching(
        new RegExp(`^WARN Redis throws claims away .*${policy}.* Set maxmemory-policy noeviction`),
      ),
    ]);
  });

  it.each([
    ['it keeps all', server(67_108_864, 'noeviction')],
    ['its memory has no end', server(0, 'allkeys-lru')],
    ['nobody may ask', clientOf(() => Promise.reject(new Error('NOPERM no')))],
    ['it answers something else', clientOf(async () => 'hello')],
  ])('is not told of where %s', async (_, client) => {
    const store = redisClaims(client);
    await store.take(claim, 60);
    await store.take(claim, 60);
    expect(log.lines).toEqual([]);
  });

  it('keeps nobody waiting', async () => {
    const store = redisClaims(clientOf(() => new Promise(() => undefined)));
    expect(await store.take(claim, 60)).toBe('first');
  });
});
