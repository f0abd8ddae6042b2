import { FederationService, LoginRequestExpiredError } from 'nestjs-scalekit-federation';
import { Browser } from '../support/browser.js';
import { moveClock, restoreClock } from '../support/clock.js';
import { adapters } from '../support/federation-app.js';
import { alice, World } from '../support/world.js';

describe.each(adapters)('a login request that grows old on %s', (adapter) => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({ adapter });
  });
  beforeEach(() => world.emulator.reset());
  afterEach(restoreClock);
  afterAll(() => world?.close());

  it('still works after 8 minutes and 59 seconds', async () => {
    const { browser, page } = await world.startLogin();
    moveClock(539);
    expect((await browser.submitForm(page, alice)).refresh).toContain('partner:callback');
  });

  it('says after 9 minutes to start again from the AI app, and pushes nothing (T8)', async () => {
    const { browser, page } = await world.startLogin();
    moveClock(541);
    const answer = await browser.submitForm(page, alice);
    expect([answer.status, answer.next]).toEqual([410, undefined]);
    expect(answer.text).toContain('login_request_expired');
    expect(answer.textOf()).toContain('connect again from there');
    expect(await world.pushes()).toEqual([]);
    const me = await browser.navigate(`${world.app.url}/me`);
    expect(me.json()).toEqual({ user: 'usr_alice' });
  });

  it('is known as expired before anybody types a password', async () => {
    const { browser, page } = await world.startLogin();
    moveClock(541);
    const reloaded = await browser.navigate(page.url);
    expect(reloaded.status).toBe(410);
    expect(world.app.log.audit.at(-1)).toContain('login request expired');
  });

  it('counts from the first time that the link was opened (T8)', async () => {
    const { browser, page } = await world.startLogin();
    moveClock(300);
    await browser.navigate(page.url);
    moveClock(241);
    expect((await browser.submitForm(page, alice)).status).toBe(410);
  });

  it('no longer makes a plain login ask', async () => {
    const { browser } = await world.startLogin();
    moveClock(541);
    const plain = await browser.navigate(world.loginUrl);
    expect((await browser.submitForm(plain, alice)).json()).toMatchObject({ greeting: 'welcome' });
  });

  it('is refused on the continue page, and by cancel (T8)', async () => {
    const browser = new Browser();
    await browser.submitForm(await browser.navigate(world.loginUrl), alice);
    const { page } = await world.startLogin(browser);
    moveClock(541);
    expect((await browser.navigate(page.url)).status).toBe(410);
    const late = await browser.submitForm(page, {}, { button: '[value=continue]' });
    expect(late.status).toBe(410);
    expect(await world.pushes()).toEqual([]);
  });

  it('is refused by the service too', async () => {
    const seen: unknown[] = [];
    const { page } = await world.startLogin();
    expect(page.status).toBe(200);
    const federation = world.app.app.get(FederationService);
    const request = world.app.lastLoginRequest();
    moveClock(541);
    await federation.completeLogin(request, { sub: 'x', email: 'x@example.com' }).catch((error) => {
      seen.push(error);
    });
    expect(seen).toEqual([expect.any(LoginRequestExpiredError)]);
  });
});

describe.each(adapters)('loginRequestTtlSeconds on %s', (adapter) => {
  afterEach(restoreClock);

  it.each([60, 900])('is how long a login request can be answered: %d s', async (ttl) => {
    const world = await World.start({ adapter, options: { loginRequestTtlSeconds: ttl } });
    const [early, late] = [await world.startLogin(), await world.startLogin()];
    const { expiresAt } = world.app.lastLoginRequest();
    expect(expiresAt.getTime() - Date.now()).toBeGreaterThan((ttl - 30) * 1000);
    moveClock(ttl - 5);
    expect((await early.browser.submitForm(early.page, alice)).refresh).toContain('callback');
    moveClock(10);
    expect((await late.browser.submitForm(late.page, alice)).status).toBe(410);
    await world.close();
  });

  it('is how long the continue page can be answered', async () => {
    const world = await World.start({ adapter, options: { loginRequestTtlSeconds: 900 } });
    const browser = new Browser();
    await browser.submitForm(await browser.navigate(world.loginUrl), alice);
    const { page } = await world.startLogin(browser);
    moveClock(880);
    const pressed = await browser.submitForm(page, {}, { button: '[value=continue]' });
    expect(pressed.refresh).toContain('partner:callback');
    await world.close();
  });

  it.each([59, 901, 540.5, '540', null])('stops the boot where it is %j', async (ttl) => {
    const boot = World.start({ adapter, options: { loginRequestTtlSeconds: ttl as number } });
    await expect(boot).rejects.toThrow(
      'loginRequestTtlSeconds: must be a whole number of seconds from 60 to 900',
    );
  });
});
