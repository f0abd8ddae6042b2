import { randomUUID } from 'node:crypto';
import type { Claim, ClaimStore } from 'nestjs-scalekit-federation';
import { MemoryClaims } from '../support/memory-claims.js';
import {
  clientNames,
  connectBy,
  onRedis,
  RedisKeys,
  redisUrl,
  whyLeftOut,
  type RedisConnection,
} from '../support/redis-server.js';

const minute = 60;

/** A login request of its own, for each test; identities and attempts by name. */
function loginRequest(): (identity: string, attempt?: string) => Claim {
  const key = randomUUID();
  return (identity, attempt = 'one') => ({ key, identity, attempt });
}

/** What every store of claims keeps to. */
function keepsTheContract(storeOf: () => ClaimStore): void {
  it('gives a login request to the first identity, and to that one again', async () => {
    const [store, by] = [storeOf(), loginRequest()];
    expect(await store.take(by('alice'), minute)).toBe('first');
    expect(await store.take(by('alice', 'two'), minute)).toBe('again');
    expect(await store.take(by('bob'), minute)).toBe('taken');
    expect(await store.take(by('alice', 'three'), minute)).toBe('again');
  });

  it('knows an identity by the whole of its name', async () => {
    const [store, by] = [storeOf(), loginRequest()];
    await store.take(by('alice'), minute);
    expect(await store.take(by('alic'), minute)).toBe('taken');
    expect(await store.take(by('alicea'), minute)).toBe('taken');
  });

  it('keeps login requests apart', async () => {
    const store = storeOf();
    expect(await store.take(loginRequest()('alice'), minute)).toBe('first');
    expect(await store.take(loginRequest()('bob'), minute)).toBe('first');
  });

  it('lets the latest attempt give the claim up', async () => {
    const [store, by] = [storeOf(), loginRequest()];
    await store.take(by('alice', 'one'), minute);
    await store.take(by('alice', 'two'), minute);
    await store.release(by('alice', 'two'));
    expect(await store.take(by('bob'), minute)).toBe('first');
  });

  it('leaves the claim where an earlier attempt gives it up', async () => {
    const [store, by] = [storeOf(), loginRequest()];
    await store.take(by('alice', 'one'), minute);
    await store.take(by('alice', 'two'), minute);
    await store.release(by('alice', 'one'));
    expect(await store.take(by('bob'), minute)).toBe('taken');
  });

  it('leaves the claim where another identity gives it up', async () => {
    const [store, by] = [storeOf(), loginRequest()];
    await store.take(by('alice'), minute);
    await store.take(by('bob'), minute);
    await store.release(by('bob'));
    expect(await store.take(by('bob'), minute)).toBe('taken');
  });

  it('gives up what nobody claimed without a word', async () => {
    await expect(storeOf().release(loginRequest()('alice'))).resolves.toBeUndefined();
  });

  it('forgets a claim after its time, which refused ones do not lengthen', async () => {
    const [store, by] = [storeOf(), loginRequest()];
    await store.take(by('alice'), 1);
    const begin = performance.now();
    let answer = await store.take(by('bob'), minute);
    expect(answer).toBe('taken');
    const isSoon = () => performance.now() - begin < 60_000;
    while (answer === 'taken' && isSoon()) answer = await store.take(by('bob'), minute);
    expect(answer).toBe('first');
    expect(performance.now() - begin).toBeGreaterThan(900);
  });

  it('has one holder when 20 identities come at once, ten times each', async () => {
    const [store, by] = [storeOf(), loginRequest()];
    const answers = await Promise.all(
      Array.from({ length: 200 }, async (_, index) => {
        const identity = `identity-${index % 20}`;
        return { identity, answer: await store.take(by(identity, `${index}`), minute) };
      }),
    );
    const taken = answers.filter(({ answer }) => answer === 'taken');
    const held = answers.filter(({ answer }) => answer !== 'taken');
    expect(taken).toHaveLength(190);
    expect(new Set(held.map(({ identity }) => identity)).size).toBe(1);
    expect(held.filter(({ answer }) => answer === 'first')).toHaveLength(1);
  });

  it('answers a ping', async () => {
    await expect(storeOf().ping()).resolves.toBeUndefined();
  });
}

describe('a store in memory, as an app may write one', () => {
  const store = new MemoryClaims();
  keepsTheContract(() => store);
});

onRedis.each(clientNames)(`a store in Redis by a client of %s${whyLeftOut}`, (name) => {
  let connection: RedisConnection;
  let keys: RedisKeys;
  let store: ClaimStore;

  beforeAll(async () => {
    connection = connectBy[name](redisUrl);
    keys = new RedisKeys();
    store = connection.claims(keys.prefix);
    await connection.ready();
  });
  afterAll(async () => {
    await keys?.close();
    connection?.close();
  });

  keepsTheContract(() => store);

  it('begins the time of a claim anew with every attempt', async () => {
    const by = loginRequest();
    await store.take(by('alice', 'one'), minute);
    await store.take(by('alice', 'two'), 10 * minute);
    expect(await keys.client.ttl(keys.prefix + by('alice').key)).toBeGreaterThan(minute);
  });

  it('does not meet the claims of another prefix', async () => {
    const by = loginRequest();
    const other = connection.claims(`${keys.prefix}other:`);
    expect(await store.take(by('alice'), minute)).toBe('first');
    expect(await other.take(by('bob'), minute)).toBe('first');
  });
});
