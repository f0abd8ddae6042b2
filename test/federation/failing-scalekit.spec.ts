import { FederationService, ScalekitUnavailableError } from 'nestjs-scalekit-federation';
import { Browser } from '../support/browser.js';
import { adapters } from '../support/federation-app.js';
import { alice, bob, World } from '../support/world.js';
import { isWithin, usual } from '../support/seconds.js';

const push = { on: 'push' } as const;

describe.each(adapters)('when Scalekit fails, on %s', (adapter) => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({ adapter });
  });
  beforeEach(() => world.emulator.reset());
  afterAll(() => world?.close());

  const failures = [
    ['answers 500', { status: 500, body: 'oops' }, 503, 'scalekit_unavailable'],
    ['answers 503 to every try', { status: 503 }, 503, 'scalekit_unavailable'],
    ['answers 404', { status: 404, body: { code: 5 } }, 502, 'scalekit_rejected'],
    ['answers 400', { status: 400, body: { code: 3 } }, 502, 'scalekit_rejected'],
    ['answers 403', { status: 403 }, 502, 'scalekit_rejected'],
    ['answers 401 twice', { status: 401 }, 502, 'scalekit_rejected'],
    ['answers 409', { status: 409 }, 409, 'login_request_taken'],
    [
      'redirects',
      { status: 307, headers: { location: 'http://127.0.0.1:9/' } },
      502,
      'scalekit_rejected',
    ],
    [
      'answers 200 with a page',
      { status: 200, body: '<html>captive portal' },
      502,
      'scalekit_rejected',
    ],
    ['resets every connection', { reset: true }, 503, 'scalekit_unavailable'],
  ] as const;

  describe.each(failures)('because it %s,', (_what, fault, status, code) => {
    it('shows a page, redirects nowhere, keeps the session, and the button works again', async () => {
      const login = await world.startLogin();
      await world.emulator.fail({ ...push, ...fault });
      const failed = await login.browser.submitForm(login.page, alice);
      expect([failed.status, failed.next]).toEqual([status, undefined]);
      expect(failed.text).toContain(code);
      expect(failed.text).not.toMatch(/ at |Error:|127\.0\.0\.1:9/);
      const me = await login.browser.navigate(`${world.app.url}/me`);
      expect(me.json()).toEqual({ user: 'usr_alice' });

      await world.emulator.clearFaults();
      const handedOff = await login.browser.submitForm(login.page, alice);
      expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
    });
  });

  it('leads from the error page to the continue page, where Continue tries again', async () => {
    const login = await world.startLogin();
    await world.emulator.fail({ ...push, status: 500 });
    const failed = await login.browser.submitForm(login.page, alice);
    expect(failed.$('main a.button')).toHaveLength(1);
    await world.emulator.clearFaults();
    const page = await login.browser.navigate(failed.link('Try again') ?? '', failed);
    const handedOff = await login.browser.submitForm(page, {}, { button: '[value=continue]' });
    expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
  });

  it('tries again after 502, 503, 504, 429 and a reset, and nobody notices', async () => {
    for (const fault of [
      { status: 502 },
      { status: 503, headers: { 'retry-after': '0' } },
      { status: 504 },
      { status: 429, headers: { 'retry-after': '0' } },
      { reset: true },
    ]) {
      const login = await world.startLogin();
      await world.emulator.fail({ ...push, ...fault, times: 2 });
      const handedOff = await login.browser.submitForm(login.page, alice);
      expect(handedOff.refresh).toContain('partner:callback');
    }
  });

  it.each([400, 403, 404, 500])(
    'never sends a push twice that was answered %i (T37)',
    async (status) => {
      const { browser, page } = await world.startLogin();
      await world.emulator.fail({ ...push, status, times: 1 });
      const failed = await browser.submitForm(page, alice);
      expect(failed.status).toBeGreaterThanOrEqual(500);
      expect(await world.pushes()).toEqual([]);
    },
  );

  it('says at once when to come back if Scalekit asks for longer than a person waits', async () => {
    const { browser, page } = await world.startLogin();
    await world.emulator.fail({ ...push, status: 429, headers: { 'retry-after': '40' } });
    const failed = await browser.submitForm(page, alice);
    expect(failed.status).toBe(503);
    expect(isWithin(failed.headers.get('retry-after'), [40, 60])).toBe(true);
  });

  it.each([
    ['31536000', [600, 600]],
    ['Mon, 06 Nov 2056 08:49:37 GMT', [600, 600]],
    ['Sun, 06 Nov 1994 08:49:37 GMT', [1, 2]],
    ['0', [1, 2]],
    ['-1', usual],
    ['a while', usual],
  ] as const)('passes the Retry-After %s on as %p seconds (T69)', async (asked, told) => {
    const { browser, page } = await world.startLogin();
    await world.emulator.fail({ ...push, status: 500, headers: { 'retry-after': asked } });
    const failed = await browser.submitForm(page, alice);
    expect(failed.status).toBe(503);
    expect(isWithin(failed.headers.get('retry-after'), told)).toBe(true);
  });

  it('fetches a fresh token once when Scalekit has revoked the cached one', async () => {
    const { browser, page } = await world.startLogin();
    await world.app.app.get(FederationService).getAccessToken();
    const before = await world.tokenRequests();
    await world.emulator.fail({ ...push, status: 401, times: 1 });
    const handedOff = await browser.submitForm(page, alice);
    expect(handedOff.refresh).toContain('partner:callback');
    expect(await world.tokenRequests()).toBe(before + 1);
  });

  describe('keeps one identity per login request', () => {
    it('to the first user while nobody knows whether Scalekit took the push', async () => {
      const { browser, page } = await world.startLogin();
      await world.emulator.fail({ ...push, status: 500 });
      await browser.submitForm(page, alice);
      await world.emulator.clearFaults();
      expect((await browser.submitForm(page, bob)).status).toBe(409);
      expect((await browser.submitForm(page, alice)).status).toBe(200);
      expect(await world.pushes()).toEqual([expect.objectContaining({ sub: 'usr_alice' })]);
    });

    it('to the first user, though a later push of theirs surely failed', async () => {
      const { browser, page } = await world.startLogin();
      await world.emulator.fail({ ...push, status: 500, times: 1 });
      await browser.submitForm(page, alice);
      await world.emulator.fail({ ...push, status: 400, times: 1 });
      expect((await browser.submitForm(page, alice)).status).toBe(502);
      expect((await browser.submitForm(page, bob)).status).toBe(409);
    });

    it('to nobody when Scalekit surely took nothing', async () => {
      const { browser, page } = await world.startLogin();
      await world.emulator.fail({ ...push, status: 400 });
      await browser.submitForm(page, alice);
      await world.emulator.clearFaults();
      expect((await browser.submitForm(page, bob)).status).toBe(200);
      expect(await world.pushes()).toEqual([expect.objectContaining({ sub: 'usr_bob' })]);
    });
  });

  it('leaves plain logins alone (T40)', async () => {
    await world.emulator.fail({ ...push, reset: true });
    const browser = new Browser();
    const page = await browser.submitForm(await browser.navigate(world.loginUrl), alice);
    expect(page.json()).toMatchObject({ greeting: 'welcome' });
  });
});

describe.each(adapters)('when Scalekit fails once, on %s', (adapter) => {
  let world: World;
  beforeAll(async () => {
    world = await World.start({ adapter });
  });
  afterAll(() => world?.close());

  it('writes one line in the log, which names the login request by its txn', async () => {
    const { browser, page } = await world.startLogin();
    await world.emulator.fail({ ...push, status: 500 });
    const { lines } = world.app.log;
    const before = lines.length;
    await browser.submitForm(page, alice);
    const txn = String(page.$('input[name=scalekit_txn]').val());
    expect(lines.slice(before)).toEqual([
      expect.stringMatching(
        new RegExp(
          `^ERROR login request refused sub="usr_alice" .*txn=${txn} .*: Scalekit answered 500 to the push \\(1 attempt in`,
        ),
      ),
    ]);
  });
});

describe('when Scalekit is down', () => {
  it('fails with a typed error within its budget, and says that nothing arrived', async () => {
    const world = await World.start({ adapter: 'express' });
    const federation = world.app.app.get(FederationService);
    await world.emulator.close();
    const user = { sub: 'usr_1', email: 'one@example.com' };
    const failure = federation.completeLogin({ loginRequestId: 'lri_1', state: 's' }, user);
    await expect(failure).rejects.toThrow(ScalekitUnavailableError);
    await expect(failure).rejects.toMatchObject({
      mayHaveArrived: false,
      code: 'scalekit_unavailable',
    });
    await world.app.close();
  });
});
