import { Browser } from '../support/browser.js';
import { adapters } from '../support/federation-app.js';
import {
  clientNames,
  connectBy,
  onRedis,
  RedisKeys,
  redisUrl,
  whyLeftOut,
  type RedisConnection,
} from '../support/redis-server.js';
import { isWithin, usual } from '../support/seconds.js';
import { TcpPath } from '../support/tcp-path.js';
import { alice, bob, World } from '../support/world.js';

const cases = adapters.flatMap((adapter) => clientNames.map((name) => [adapter, name] as const));

onRedis.each(cases)(`a Redis that fails, on %s by %s${whyLeftOut}`, (adapter, name) => {
  let path: TcpPath;
  let connection: RedisConnection;
  let keys: RedisKeys;
  let world: World;

  beforeAll(async () => {
    const { hostname, port } = new URL(redisUrl);
    path = await TcpPath.to(hostname, Number(port || 6379));
    keys = new RedisKeys();
    const url = new URL(redisUrl);
    url.host = `127.0.0.1:${path.port}`;
    connection = connectBy[name](url.href);
    await connection.ready();
    world = await World.start({ adapter, options: { store: connection.claims(keys.prefix) } });
  });
  beforeEach(async () => {
    await world.emulator.reset();
  });
  afterEach(mend);
  afterAll(async () => {
    await world?.close();
    connection?.close();
    await keys?.close();
    await path?.close();
  });

  async function mend(): Promise<void> {
    await path.mend();
    await connection.ready();
  }

  const fails = [
    ['is down', () => path.cut()],
    ['hangs', async () => path.silence()],
  ] as const;

  describe.each(fails)('and %s', (_, fail) => {
    it('keeps logins from being handed off, and nothing else from them (T40)', async () => {
      const { browser, page } = await world.startLogin();
      await fail();
      const begin = performance.now();
      const answer = await browser.submitForm(page, alice);
      // For what hangs: a store has a second, and the machine may be slow.
      expect(performance.now() - begin).toBeLessThan(20_000);
      expect(answer.status).toBe(503);
      expect(answer.textOf()).toContain('store_unavailable');
      expect(answer.textOf('h1')).toBe('Your AI app cannot be connected right now');
      expect(isWithin(answer.headers.get('retry-after'), usual)).toBe(true);
      expect(await world.pushes()).toEqual([]);
      const me = await browser.navigate(`${world.app.url}/me`);
      expect(me.json()).toEqual({ user: 'usr_alice' });
    });

    it('leaves plain logins as they were', async () => {
      await fail();
      const browser = new Browser();
      const page = await browser.submitForm(await browser.navigate(world.loginUrl), alice);
      expect(page.json()).toMatchObject({ greeting: 'welcome' });
    });

    it('lets people cancel', async () => {
      const { browser, page } = await world.startLogin();
      await fail();
      const answer = await browser.submitForm(page, {}, { form: 'form[action="/login/cancel"]' });
      expect(answer.textOf('h1')).toBe('Cancelled');
      expect(await world.pushes()).toEqual([{ login_failed: true }]);
      expect((await browser.submitForm(page, alice)).status).toBe(409);
    });

    it('tells a script beside its login', async () => {
      const { browser, page } = await world.startLogin();
      await fail();
      const scalekit_txn = page.$('input[name=scalekit_txn]').val();
      const body = { ...alice, scalekit_txn };
      const answer = await browser.fetchJson(`${world.app.url}/login`, body, page);
      expect(answer.status).toBe(200);
      expect(answer.json()).toMatchObject({
        greeting: 'welcome',
        handOffError: {
          error: 'store_unavailable',
          retryAfterSeconds: expect.any(Number),
          continueUrl: expect.stringContaining('/scalekit/continue'),
        },
      });
    });

    it('hands a login off that is tried again when Redis is back', async () => {
      const login = await world.startLogin();
      await fail();
      const refused = await login.browser.submitForm(login.page, alice);
      expect(refused.status).toBe(503);
      await mend();
      const handedOff = await login.browser.submitForm(login.page, alice);
      expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
    });

    it('keeps the login request for nobody', async () => {
      const { browser, page } = await world.startLogin();
      await fail();
      expect((await browser.submitForm(page, alice)).status).toBe(503);
      await mend();
      expect((await browser.submitForm(page, bob)).status).toBe(200);
    });
  });

  it('is told once for each cause, and not where it is', () => {
    const { lines } = world.app.log;
    const told = lines.filter((line) => line.includes('store_unavailable'));
    const causes = told.map(
      (line) => /the store of claims did not answer: (it [^.]+)/.exec(line)?.[1],
    );
    expect(causes).toContain('it took longer than 1 s');
    expect(new Set(causes).size).toBe(told.length);
    expect(lines.join('\n')).not.toMatch(/redis:|127\.0\.0\.1|example\.com/);
  });
});
