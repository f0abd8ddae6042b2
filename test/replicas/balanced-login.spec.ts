import { Balancer } from '../support/balancer.js';
import { claimsAt, finishLogin, startLogin } from '../support/federated-login.js';
import { adapters } from '../support/federation-app.js';
import { clientNames, onRedis, whyLeftOut } from '../support/redis-server.js';
import { ReplicasOnRedis } from '../support/replicas-on-redis.js';
import type { Replicas } from '../support/replicas.js';
import { alice, bob } from '../support/world.js';

const cases = adapters.flatMap((adapter) => clientNames.map((name) => [adapter, name] as const));

/** A page, a wrong password, a login, the continue page: each request meets the other replica. */
onRedis.each(cases)(`a balancer that keeps nobody, on %s by %s${whyLeftOut}`, (adapter, name) => {
  let redis: ReplicasOnRedis;
  let replicas: Replicas;
  let balancer: Balancer;

  beforeAll(async () => {
    redis = await ReplicasOnRedis.start(adapter, name);
    ({ replicas } = redis);
    balancer = await Balancer.before([replicas.one.url, replicas.two.url]);
    await replicas.emulator.configure({ loginUrl: `${balancer.url}/login` });
  });
  afterAll(async () => {
    await balancer?.close();
    await redis?.close();
  });

  it('hands a login off after a wrong password', async () => {
    const [ones, twos] = [...balancer.counts] as [number, number];
    const login = await startLogin(replicas.emulator);
    const wrong = { ...alice, password: 'wrong' };
    expect((await login.browser.submitForm(login.page, wrong)).status).toBe(401);
    const handedOff = await login.browser.submitForm(login.page, alice);
    expect(await finishLogin(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
    expect(balancer.counts[0]).toBeGreaterThan(ones);
    expect(balancer.counts[1]).toBeGreaterThan(twos);
  });

  it('asks on the continue page, and takes the answer on the other replica', async () => {
    const login = await startLogin(replicas.emulator);
    const asked = await login.browser.navigate(`${balancer.url}/login/link?as=usr_alice`);
    const page = await login.browser.follow(asked);
    expect(page.textOf('.account')).toContain('alice@example.com');
    const handedOff = await login.browser.submitForm(page, {}, { button: '[value=continue]' });
    expect(await finishLogin(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
  });

  it('refuses a second account', async () => {
    const login = await startLogin(replicas.emulator);
    await login.browser.submitForm(login.page, alice);
    for (const account of [bob, bob]) {
      expect((await login.browser.submitForm(login.page, account)).status).toBe(409);
    }
  });

  it('cancels', async () => {
    const login = await startLogin(replicas.emulator);
    const form = { form: 'form[action="/login/cancel"]' };
    const cancelled = await login.browser.submitForm(login.page, {}, form);
    const back = await login.browser.follow(cancelled, login.client.redirectUri);
    expect(await claimsAt(login.client, back)).toMatchObject({ error: 'access_denied' });
    for (const account of [alice, alice]) {
      expect((await login.browser.submitForm(login.page, account)).status).toBe(409);
    }
  });
});
