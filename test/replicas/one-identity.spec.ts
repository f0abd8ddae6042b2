import { adapters } from '../support/federation-app.js';
import { onRedis, RedisKeys, whyLeftOut } from '../support/redis-server.js';
import { clientNames } from '../support/redis-server.js';
import { ReplicasOnRedis } from '../support/replicas-on-redis.js';
import type { Replicas } from '../support/replicas.js';
import { alice, bob } from '../support/world.js';

const cases = adapters.flatMap((adapter) => clientNames.map((name) => [adapter, name] as const));

const surelyNotTaken = { on: 'push', times: 1, status: 400 } as const;
const ofUnknownFate = [
  ['is answered by 500', { on: 'push', times: 1, status: 500 }],
  ['loses its answer', { on: 'push', times: 3, reset: true, carriedOut: true }],
] as const;

onRedis.each(cases)(`two replicas on %s with one Redis by %s${whyLeftOut}`, (adapter, name) => {
  let redis: ReplicasOnRedis;
  let replicas: Replicas;
  let keys: RedisKeys;

  beforeAll(async () => {
    redis = await ReplicasOnRedis.start(adapter, name);
    ({ replicas, keys } = redis);
  });
  beforeEach(() => replicas.reset());
  afterAll(async () => {
    await redis?.close();
  });

  it('let one of two people win who race for a login request, sixty times (T6)', async () => {
    const { one, two } = replicas;
    const pairs = [
      [one, two],
      [two, one],
      [one, one],
    ] as const;
    for (let round = 0; round < 60; round += 1) {
      const [hers, his] = pairs[round % pairs.length] ?? [one, two];
      const contest = await replicas.contest();
      const asAlice = await contest.seat(hers, alice);
      const asBob = await contest.seat(his, bob);
      const answers = await Promise.all(round % 2 ? [asAlice(), asBob()] : [asBob(), asAlice()]);
      const [winner, loser] = [...answers].sort((a, b) => a.status - b.status);
      expect([winner?.status, loser?.status]).toEqual([200, 409]);
      expect(winner?.next?.href).toContain('partner:callback');
      expect(loser?.next).toBeUndefined();
      expect(loser?.text).toContain('login_request_taken');
      expect(await contest.pushed()).toHaveLength(1);
    }
  });

  it('send one person on who answers on both of them', async () => {
    const contest = await replicas.contest();
    const here = await contest.seat(replicas.one, alice);
    const there = await contest.seat(replicas.two, alice);
    const asBob = await contest.seat(replicas.two, bob);
    const answers = await Promise.all([here(), there()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(answers[0]?.refresh).toBe(answers[1]?.refresh);
    expect((await asBob()).status).toBe(409);
  });

  it('let another person answer once Scalekit has surely taken nothing', async () => {
    const contest = await replicas.contest();
    const asAlice = await contest.seat(replicas.one, alice);
    const asBob = await contest.seat(replicas.two, bob);
    await replicas.emulator.fail(surelyNotTaken);
    expect((await asAlice()).status).toBe(502);
    expect((await asBob()).status).toBe(200);
    expect((await asAlice()).status).toBe(409);
    expect(await contest.pushed()).toEqual([expect.objectContaining({ sub: 'usr_bob' })]);
  });

  it.each(ofUnknownFate)('keep others out where a push %s', async (_, fault) => {
    const contest = await replicas.contest();
    const asAlice = await contest.seat(replicas.one, alice);
    const asBob = await contest.seat(replicas.two, bob);
    await replicas.emulator.fail(fault);
    expect((await asAlice()).status).toBe(503);
    expect((await asBob()).status).toBe(409);
    const onTheOther = await contest.seat(replicas.two, alice);
    expect((await onTheOther()).status).toBe(200);
  });

  it('keep others out although a later push of the same person was surely not taken', async () => {
    const contest = await replicas.contest();
    const here = await contest.seat(replicas.one, alice);
    const there = await contest.seat(replicas.two, alice);
    const asBob = await contest.seat(replicas.two, bob);
    await replicas.emulator.fail({ on: 'push', times: 3, reset: true, carriedOut: true });
    expect((await here()).status).toBe(503);
    await replicas.emulator.fail(surelyNotTaken);
    expect((await there()).status).toBe(502);
    expect((await asBob()).status).toBe(409);
  });

  it('let nobody sign in on one of them after a cancel on the other', async () => {
    const contest = await replicas.contest();
    const asAlice = await contest.seat(replicas.two, alice);
    const cancel = await contest.seatToCancel(replicas.one);
    expect((await cancel()).textOf('h1')).toBe('Cancelled');
    expect((await asAlice()).status).toBe(409);
    expect(await contest.pushed()).toEqual([{ login_failed: true }]);
  });

  it('let somebody sign in after a cancel that Scalekit did not take', async () => {
    const contest = await replicas.contest();
    const asAlice = await contest.seat(replicas.two, alice);
    const cancel = await contest.seatToCancel(replicas.one);
    await replicas.emulator.fail({ on: 'push', times: 1, status: 500 });
    expect((await cancel()).status).toBe(503);
    expect((await asAlice()).status).toBe(200);
  });

  it('leave hashes in Redis, each for at most a quarter of an hour', async () => {
    const contest = await replicas.contest();
    const signIn = await contest.seat(replicas.one, alice);
    await keys.forget();
    await signIn();
    const [entry, ...more] = Object.entries(await keys.held());
    expect(more).toEqual([]);
    const [key = '', value] = entry ?? [];
    expect(key.slice(keys.prefix.length)).toMatch(/^[\w-]{43}$/);
    expect(value).toMatch(/^[\w-]{43}:[\da-f-]{36}$/);
    expect(await keys.client.ttl(key)).toBeGreaterThan(800);
    expect(await keys.client.ttl(key)).toBeLessThanOrEqual(900);
  });
});
