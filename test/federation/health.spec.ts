import { jest } from '@jest/globals';
import type { HttpService } from '@nestjs/axios';
import { FederationService, SCALEKIT_HTTP_SERVICE } from 'nestjs-scalekit-federation';
import { ScalekitEmulator, type Fault } from 'scalekit-emulator';
import { moveClock } from '../support/clock.js';
import { adapters, createFederationApp } from '../support/federation-app.js';
import { askHealth, healthParts, type Health } from '../support/health-app.js';
import { hurry } from '../support/hurry.js';
import { World } from '../support/world.js';

const up = { environment: 'up', token: 'up', clock: 'up', clockSkewSeconds: 0 };
const reached = { environment: 'up', token: 'down', clock: 'up', clockSkewSeconds: 0 };
const unreached = { environment: 'down', token: 'down' };
const rejected = { call: 'token', code: 'scalekit_rejected' };
const unavailable = { call: 'token', code: 'scalekit_unavailable' };

const failures: [string, Omit<Fault, 'on'>, object][] = [
  ['refuses the credentials', { status: 401 }, { ...rejected, upstreamStatus: 401 }],
  ['answers 503', { status: 503 }, { ...unavailable, upstreamStatus: 503 }],
  ['has reached its rate limit', { status: 429 }, { ...unavailable, upstreamStatus: 429 }],
  [
    'has a web page for an answer',
    { status: 200, body: '<title>canary</title>' },
    { ...unavailable, upstreamStatus: 200, networkCode: 'NOT_JSON' },
  ],
];

const realNow = performance.now.bind(performance);

/** The monotonic clock goes on by itself, and by this: what was found before a test is old in it. */
let aheadMs = 0;
function pass(seconds: number): void {
  aheadMs += seconds * 1000;
}
beforeEach(() => {
  pass(30);
  jest.spyOn(performance, 'now').mockImplementation(() => realNow() + aheadMs);
});
afterEach(() => jest.restoreAllMocks());

describe.each(adapters)('health on %s', (adapter) => {
  let world: World;
  let pings: number;
  let ping: () => Promise<void>;
  const store = {
    take: () => Promise.resolve('first' as const),
    release: () => Promise.resolve(),
    ping: () => {
      pings += 1;
      return ping();
    },
  };

  beforeAll(async () => {
    world = await World.start({ adapter, options: { store }, ...healthParts });
  });
  beforeEach(async () => {
    await world.emulator.reset();
    pings = 0;
    ping = () => Promise.resolve();
  });
  afterAll(() => world?.close());

  const ready = () => askHealth(world.app.url, 'ready');
  const federation = () => world.app.app.get(FederationService);

  it('is ready while Scalekit gives a token and the store answers', async () => {
    expect(await ready()).toMatchObject({
      status: 200,
      scalekit: { status: 'up', connections: { default: up }, store: 'up', checkedSecondsAgo: 0 },
    });
  });

  it.each(failures)('is not ready while Scalekit %s', async (_what, fault, failure) => {
    await world.emulator.fail({ on: 'token', ...fault });
    const { status, scalekit, text } = await ready();
    expect(status).toBe(503);
    const connections = { default: { ...reached, failure } };
    expect(scalekit).toEqual({ status: 'down', connections, store: 'up', checkedSecondsAgo: 0 });
    expect(text).not.toContain('canary');
  });

  it('is not ready while Scalekit resets every connection', async () => {
    await world.emulator.fail({ on: 'token', reset: true });
    const failure = { ...unavailable, networkCode: expect.stringMatching(/^[A-Z_]+$/) };
    const { status, scalekit } = await ready();
    expect([status, scalekit['connections']]).toEqual([
      503,
      { default: { ...unreached, failure } },
    ]);
  });

  it('answers within 3 s while neither Scalekit nor the store does', async () => {
    await world.emulator.fail({ on: 'token', delayMs: 600_000 });
    ping = () => new Promise(() => undefined);
    hurry(10);
    const begin = realNow();
    const { status, scalekit } = await ready();
    // A tenth of that time, and as much again for a slow machine.
    expect(realNow() - begin).toBeLessThan(3_000);
    expect(status).toBe(503);
    expect(scalekit).toMatchObject({
      connections: {
        default: { ...unreached, failure: { ...unavailable, networkCode: 'ETIMEDOUT' } },
      },
      store: 'down',
      storeFailure: 'ETIMEDOUT',
    });
  });

  const refused = Object.assign(new Error('redis://:canary@cache'), { code: 'ECONNREFUSED' });
  it.each([
    ['a code', refused, 'ECONNREFUSED'],
    ['a class', new TypeError('canary'), 'TypeError'],
    ['a name that is none', Object.assign(new Error(), { name: 'canary at cache' }), 'UNKNOWN'],
    ['nothing like an error', 'canary', 'UNKNOWN'],
  ])('is not ready while the store fails with %s', async (_what, thrown, storeFailure) => {
    ping = () => Promise.reject(thrown);
    const { status, scalekit, text } = await ready();
    expect(status).toBe(503);
    expect(scalekit).toMatchObject({ connections: { default: up }, store: 'down', storeFailure });
    expect(text).not.toContain('canary');
  });

  it('is not ready while something of this app keeps the request for a token from being sent', async () => {
    const { interceptors } = world.app.app.get<HttpService>(SCALEKIT_HTTP_SERVICE).axiosRef;
    const fault = interceptors.request.use(() => Promise.reject(new Error('canary')));
    const { status, scalekit, text } = await ready();
    interceptors.request.eject(fault);
    expect(status).toBe(503);
    const failure = { call: 'token', code: 'internal_error' };
    expect(scalekit).toMatchObject({ connections: { default: { ...unreached, failure } } });
    expect(text).not.toContain('canary');
  });

  it.each([
    [250, 'up', 200],
    [-250, 'up', 200],
    [400, 'down', 503],
    [-400, 'down', 503],
  ])('judges a clock that is %i s off as %s', async (seconds, clock, status) => {
    moveClock(seconds);
    const answer = await ready();
    expect(answer.status).toBe(status);
    expect(answer.scalekit).toMatchObject({ connections: { default: { token: 'up', clock } } });
    const { default: found } = answer.scalekit['connections'] as Record<string, object>;
    const skew = Number(Reflect.get(found ?? {}, 'clockSkewSeconds'));
    // The emulator's clock goes on, ours stands still.
    expect(Math.abs(skew - seconds)).toBeLessThan(40);
  });

  it.each([[{}], [{ status: 503 }]])(
    'asks Scalekit and the store once in 30 s for hundreds who ask, where it answers %j',
    async (fault) => {
      // It stands still but for `pass`: a slow machine must not add to the 29 s.
      const heldAt = realNow();
      jest.spyOn(performance, 'now').mockImplementation(() => heldAt + aheadMs);
      if ('status' in fault) await world.emulator.fail({ on: 'token', ...fault });
      const together = await Promise.all(Array.from({ length: 100 }, ready));
      pass(29);
      const later = await ready();
      expect([await world.tokenRequests(), pings]).toEqual([1, 1]);
      const status = 'status' in fault ? 503 : 200;
      expect(new Set(together.map((answer) => answer.status))).toEqual(new Set([status]));
      expect(later).toMatchObject({ status, scalekit: { checkedSecondsAgo: 29 } });
      pass(1);
      expect((await ready()).scalekit).toMatchObject({ checkedSecondsAgo: 0 });
      expect([await world.tokenRequests(), pings]).toEqual([2, 2]);
    },
  );

  it('takes no held token for an answer, and leaves that to the logins', async () => {
    const token = await federation().getAccessToken();
    await world.emulator.fail({ on: 'token', status: 503 });
    expect((await ready()).status).toBe(503);
    expect(await federation().getAccessToken()).toBe(token);
  });

  it('is ready again once Scalekit is', async () => {
    await world.emulator.fail({ on: 'token', status: 503, times: 1 });
    expect((await ready()).status).toBe(503);
    pass(30);
    expect((await ready()).status).toBe(200);
  });

  it('stays alive through all of it, and asks nobody', async () => {
    await world.emulator.fail({ on: 'token', reset: true });
    ping = () => Promise.reject(new Error('down'));
    moveClock(4_000);
    const before = await askHealth(world.app.url, 'live');
    expect([await world.tokenRequests(), pings]).toEqual([0, 0]);
    expect((await ready()).status).toBe(503);
    const after = await askHealth(world.app.url, 'live');
    for (const { status, scalekit } of [before, after]) {
      expect([status, scalekit]).toEqual([200, { status: 'up' }]);
    }
    expect([await world.tokenRequests(), pings]).toEqual([1, 1]);
  });

  it('tells neither secret nor token, and writes none into the log', async () => {
    const answers: Health[] = [await ready()];
    const token = await federation().getAccessToken();
    await world.emulator.fail({ on: 'token', status: 401 });
    pass(30);
    answers.push(await ready());
    const told = answers.map(({ text }) => text).join('') + world.app.log.lines.join('');
    expect(told).not.toContain(token);
    expect(told).not.toContain(world.emulator.credentials.clientSecret);
    expect(told).not.toContain(world.emulator.url);
  });
});

describe('health of other connections', () => {
  let emulator: ScalekitEmulator;
  beforeAll(async () => {
    emulator = await ScalekitEmulator.start();
  });
  afterAll(() => emulator?.close());

  it('asks once for those with the same credentials, and says which one is down', async () => {
    const { connectionId: _, ...credentials } = emulator.credentials;
    const options = {
      ...credentials,
      connections: {
        crm: { connectionId: 'conn_1' },
        billing: { connectionId: 'conn_2' },
        support: { connectionId: 'conn_3', clientSecret: 'wrong' },
      },
    };
    const app = await createFederationApp({ adapter: 'express', options, ...healthParts });
    const { status, scalekit } = await askHealth(app.url, 'ready');
    await app.close();
    expect(status).toBe(503);
    const failure = { ...rejected, upstreamStatus: 401 };
    expect(scalekit).toEqual({
      status: 'down',
      connections: { crm: up, billing: up, support: { ...reached, failure } },
      checkedSecondsAgo: 0,
    });
    const asked = (await emulator.journal()).filter(({ path }) => path === '/oauth/token');
    expect(asked).toHaveLength(2);
  });

  it('is not ready where nothing listens', async () => {
    // Nothing listens there, and nothing can.
    const options = { ...emulator.credentials, environmentUrl: 'http://127.0.0.1:9' };
    const app = await createFederationApp({ adapter: 'express', options, ...healthParts });
    const { status, scalekit } = await askHealth(app.url, 'ready');
    await app.close();
    expect(status).toBe(503);
    const failure = { ...unavailable, networkCode: 'ECONNREFUSED' };
    expect(scalekit).toMatchObject({ connections: { default: { ...unreached, failure } } });
  });
});
