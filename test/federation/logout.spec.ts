import type { INestApplication } from '@nestjs/common';
import type { ScalekitFederationOptions } from 'nestjs-scalekit-federation';
import type { StartedLogin } from '../support/federated-login.js';
import { adapters, LoginController, type AdapterName } from '../support/federation-app.js';
import type { Page } from '../support/page.js';
import {
  CheckGuard,
  remember,
  SessionController,
  usePassportSessions,
  type Remember,
  type SessionRequest,
} from '../support/session-app.js';
import { useSessions } from '../support/sso-app.js';
import { alice, bob, World } from '../support/world.js';

interface App {
  readonly options: ScalekitFederationOptions;
  readonly remember: Remember;
  readonly configure: (app: INestApplication, adapter: AdapterName) => void;
}

const sessionApps: [string, App][] = [
  [
    'a session that currentUser reads',
    {
      options: { currentUser: ({ session }: SessionRequest) => session.user },
      remember: (session, user) => {
        session.user = user;
      },
      configure: useSessions,
    },
  ],
  [
    'the session of Passport',
    {
      options: {},
      remember: (session, user) => {
        session.passport = user ? { user: user.id } : {};
      },
      configure: usePassportSessions,
    },
  ],
];

const press = { button: '[value=continue]' };

describe.each(adapters)('an account that waits for Continue, on %s', (adapter) => {
  const start = ({ options, remember: useValue, configure }: App) =>
    World.start({
      adapter,
      options,
      controllers: [SessionController],
      providers: [CheckGuard, { provide: remember, useValue }],
      configure: (app) => configure(app, adapter),
    });
  const linked = async (world: World, login: StartedLogin, as = 'usr_alice') =>
    login.browser.follow(await login.browser.navigate(`${world.app.url}/login/link?as=${as}`));

  describe.each(sessionApps)('in an app with %s', (_what, app) => {
    let world: World;

    beforeAll(async () => {
      world = await start(app);
    });
    beforeEach(() => world.emulator.reset());
    afterAll(() => world?.close());

    const logOut = ({ browser }: StartedLogin) => browser.navigate(`${world.app.url}/logout`);
    /** Whoever sits at the browser now tries what is left there. */
    const isOver = async ({ browser }: StartedLogin, page: Page) => {
      const posted = await browser.submitForm(page, {}, press);
      expect(posted.status).toBe(403);
      const txn = page.form().fields.get('scalekit_txn');
      const url = `${world.app.url}/scalekit/continue?scalekit_txn=${txn}`;
      const reloaded = await browser.navigate(url);
      expect(reloaded.location).toBe(`/login?scalekit_txn=${txn}`);
      expect((await browser.navigate(url)).status).toBe(303);
      expect((await browser.submitForm(page, {}, press)).status).toBe(403);
      expect(await world.pushes()).toEqual([]);
    };

    it('ends with a logout (T59)', async () => {
      const login = await world.startLogin();
      const page = await linked(world, login);
      expect(page.textOf('.account')).toContain('alice@example.com');
      await logOut(login);
      await isOver(login, page);
    });

    it('ends with a logout before its page was ever shown (T59)', async () => {
      const login = await world.startLogin();
      const asked = await login.browser.navigate(`${world.app.url}/login/link?as=usr_alice`);
      await logOut(login);
      expect((await login.browser.follow(asked)).url.pathname).toBe('/login');
      expect(await world.pushes()).toEqual([]);
    });

    it('ends with a logout after a push that failed', async () => {
      const login = await world.startLogin();
      await world.emulator.fail({ on: 'push', status: 500, times: 1 });
      const failed = await login.browser.submitForm(login.page, alice);
      expect(failed.status).toBe(503);
      const page = await login.browser.navigate(failed.link('Try again'), failed);
      expect(page.textOf('.account')).toContain('alice@example.com');
      await logOut(login);
      await isOver(login, page);
    });

    it('ends with a logout after Continue that failed', async () => {
      const login = await world.startLogin();
      const page = await linked(world, login);
      await world.emulator.fail({ on: 'push', status: 500, times: 1 });
      expect((await login.browser.submitForm(page, {}, press)).status).toBe(503);
      await logOut(login);
      await isOver(login, page);
    });

    it('is not that of somebody else who signs in then', async () => {
      const login = await world.startLogin();
      const page = await linked(world, login);
      await logOut(login);
      const other = await login.browser.navigate(world.loginUrl);
      await login.browser.submitForm(other, bob);
      expect((await login.browser.submitForm(page, {}, press)).status).toBe(403);
      const again = await login.browser.navigate(page.url);
      expect(again.textOf('.account')).toContain('bob@example.com');
      const handedOff = await login.browser.submitForm(again, {}, press);
      expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_bob' });
    });

    it('waits for a session whose cookie stays behind on the way from another site', async () => {
      const login = await world.startLogin();
      const page = await linked(world, login);
      const all = await login.browser.cookiesFor(world.app.url);
      const lax = Object.entries(all).filter(([name]) => name.startsWith('scalekit_'));
      const response = await fetch(page.url, {
        redirect: 'manual',
        headers: {
          accept: 'text/html',
          cookie: lax.map(([name, value]) => `${name}=${value}`).join('; '),
          'sec-fetch-site': 'cross-site',
          'sec-fetch-mode': 'navigate',
          'sec-fetch-dest': 'document',
        },
      });
      expect(response.status).toBe(200);
      expect(response.headers.get('refresh')).toBe(`0;url=${page.url.pathname}${page.url.search}`);
      expect(response.headers.getSetCookie()).toEqual([]);
      expect(await response.text()).not.toContain('alice@example.com');
      const reloaded = await login.browser.navigate(page.url);
      expect(reloaded.textOf('.account')).toContain('alice@example.com');
    });

    it('is handed off as long as the session lasts', async () => {
      const login = await world.startLogin();
      const handedOff = await login.browser.submitForm(await linked(world, login), {}, press);
      expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
    });
  });

  describe('in an app without a session', () => {
    let world: World;

    beforeAll(async () => {
      const none = { options: { confirm: 'always' as const }, remember: () => {} };
      world = await start({ ...none, configure: useSessions });
    });
    beforeEach(() => world.emulator.reset());
    afterAll(() => world?.close());

    it('goes by what was sealed alone', async () => {
      const login = await world.startLogin();
      const asked = await login.browser.submitForm(login.page, alice);
      const page = await login.browser.follow(asked);
      const handedOff = await login.browser.submitForm(page, {}, press);
      expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
    });

    it('can be tried again after a push that failed', async () => {
      const login = await world.startLogin();
      const page = await linked(world, login);
      await world.emulator.fail({ on: 'push', status: 500, times: 1 });
      const failed = await login.browser.submitForm(page, {}, press);
      const again = await login.browser.navigate(failed.link('Try again'), failed);
      const handedOff = await login.browser.submitForm(again, {}, press);
      expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
    });
  });

  it('belongs to any session that named it when it was shown', async () => {
    const world = await World.start({ adapter, options: {}, controllers: [LoginController] });
    const login = await world.startLogin();
    await world.emulator.fail({ on: 'push', status: 500, times: 1 });
    const failed = await login.browser.submitForm(login.page, alice);
    const page = await login.browser.navigate(failed.link('Try again'), failed);
    await login.browser.cookies.setCookie('session=; Max-Age=0; Path=/', world.app.url);
    const reloaded = await login.browser.navigate(page.url);
    expect(reloaded.location).toMatch(/^\/login\?/);
    expect((await login.browser.submitForm(page, {}, press)).status).toBe(403);
    expect(await world.pushes()).toEqual([]);
    await world.close();
  });
});
