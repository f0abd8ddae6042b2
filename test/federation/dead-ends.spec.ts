import { Browser } from '../support/browser.js';
import { moveClock, restoreClock } from '../support/clock.js';
import { adapters } from '../support/federation-app.js';
import type { Page } from '../support/page.js';
import { alice, bob, World } from '../support/world.js';

/** What there is to press: one button, and perhaps a link beside it. */
function ways(page: Page): Record<string, string> {
  expect(page.$('main a.button.primary')).toHaveLength(1);
  return Object.fromEntries(
    page
      .$('main a')
      .map((_, a) => [[page.$(a).text(), page.$(a).attr('href') ?? '']])
      .get(),
  ) as Record<string, string>;
}

const signIn = { 'Sign in without connecting': '/login' };
const goOn = { 'Go on without connecting': '/login' };

describe.each(adapters)('the page of an error on %s', (adapter) => {
  let world: World;
  let isVerified = true;
  let textsFail = false;

  beforeAll(async () => {
    world = await World.start({
      adapter,
      options: {
        requireVerifiedEmail: true,
        mapPrincipal: (principal) => {
          const { id, email } = principal as { id: string; email: string };
          return { sub: id, email, emailVerified: isVerified };
        },
        texts: () => {
          if (textsFail) throw new Error('no such language');
          return {};
        },
      },
    });
  });
  beforeEach(() => world.emulator.reset());
  afterEach(() => {
    isVerified = true;
    textsFail = false;
    restoreClock();
  });
  afterAll(() => world?.close());

  it('leads to a plain sign-in where the link is not complete', async () => {
    const page = await new Browser().navigate(`${world.loginUrl}?login_request_id=1`);
    expect([page.status, ways(page)]).toEqual([400, signIn]);
  });

  it('leads to a plain sign-in where it is too late, and that signs in', async () => {
    const { browser, page } = await world.startLogin();
    moveClock(541);
    const late = await browser.navigate(page.url);
    expect([late.status, ways(late)]).toEqual([410, signIn]);
    const form = await browser.navigate('/login', late);
    expect((await browser.submitForm(form, alice)).json()).toMatchObject({ greeting: 'welcome' });
  });

  it('leads to a plain sign-in where another account has answered', async () => {
    const { browser, page } = await world.startLogin();
    await browser.submitForm(page, alice);
    const taken = await browser.submitForm(page, bob);
    expect([taken.status, ways(taken)]).toEqual([409, signIn]);
  });

  it('says whom to ask, and not to try again, where Scalekit says no', async () => {
    const { browser, page } = await world.startLogin();
    await world.emulator.fail({ on: 'push', status: 400, times: 1 });
    const refused = await browser.submitForm(page, alice);
    expect([refused.status, ways(refused)]).toEqual([502, goOn]);
    expect(refused.textOf()).toContain('Ask whoever manages this app for you.');
    expect(refused.textOf()).not.toMatch(/try again/i);
  });

  it('lets people try again where somebody else answered in Scalekit’s place', async () => {
    const { browser, page } = await world.startLogin();
    await world.emulator.fail({ on: 'push', status: 200, body: '<html>portal', times: 1 });
    const failed = await browser.submitForm(page, alice);
    expect([failed.status, ways(failed)]).toEqual([
      502,
      { 'Try again': expect.stringContaining('/scalekit/continue'), ...goOn },
    ]);
  });

  it('says how to verify an address, and lets people go on (T30)', async () => {
    isVerified = false;
    const { browser, page } = await world.startLogin();
    const refused = await browser.submitForm(page, alice);
    expect([refused.status, ways(refused)]).toEqual([403, goOn]);
    expect(refused.textOf()).toContain('ask whoever manages your account');
  });

  it('leads on where an answer belongs to no page of ours', async () => {
    const target = `${world.app.url}/scalekit/continue`;
    const response = await fetch(target, {
      method: 'POST',
      headers: { accept: 'text/html', 'sec-fetch-site': 'cross-site' },
    });
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('<a class="button primary" href="/login">');
  });

  it('leads on when nothing else works', async () => {
    const browser = new Browser();
    await browser.submitForm(await browser.navigate(world.loginUrl), alice);
    const { page } = await world.startLogin(browser);
    textsFail = true;
    const url = new URL('/scalekit/continue?scalekit_txn=unknown', page.url);
    const opened = await browser.navigate(url);
    expect([opened.status, ways(opened)]).toEqual([500, { 'Try again': '', ...goOn }]);
    const posted = await browser.submitForm(page, {}, { button: '[value=cancel]' });
    const again = page.url.pathname + page.url.search;
    expect([posted.status, ways(posted)]).toEqual([500, { 'Try again': again, ...goOn }]);
    moveClock(541);
    const late = await fetch(url, { method: 'POST', headers: { accept: 'text/html' } });
    expect([late.status, await late.text()]).toEqual([
      500,
      expect.not.stringContaining('Try again'),
    ]);
  });
});

describe.each(adapters)('behind a global prefix, the page of an error on %s', (adapter) => {
  it('leads to the login page there', async () => {
    const configure = (app: { setGlobalPrefix(prefix: string): unknown }) =>
      void app.setGlobalPrefix('api');
    const world = await World.start({ adapter, loginPath: '/api/login', configure });
    const page = await new Browser().navigate(`${world.loginUrl}?login_request_id=1`);
    await world.close();
    expect(ways(page)).toEqual({ 'Sign in without connecting': '/api/login' });
  });
});

describe.each(adapters)('with a login page elsewhere, the page of an error on %s', (adapter) => {
  it('leads there, and takes no login request along', async () => {
    const loginUrl = 'https://app.example.com/sign-in?tab=1';
    const world = await World.start({ adapter, options: { loginUrl } });
    const page = await new Browser().navigate(`${world.app.url}/login?login_request_id=1`);
    await world.close();
    expect(ways(page)).toEqual({ 'Sign in without connecting': loginUrl });
  });
});
