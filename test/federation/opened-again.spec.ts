import { Browser } from '../support/browser.js';
import { moveClock, restoreClock } from '../support/clock.js';
import type { StartedLogin } from '../support/federated-login.js';
import { adapters } from '../support/federation-app.js';
import type { Page } from '../support/page.js';
import { alice, bob, World } from '../support/world.js';

const cancel = { form: 'form[action="/login/cancel"]' };

describe.each(adapters)('a login request that is opened again, on %s,', (adapter) => {
  let world: World;
  let isAllowed = true;

  beforeAll(async () => {
    const policy = () => (isAllowed ? 'allow' : { deny: 'not today' });
    world = await World.start({ adapter, options: { policy } });
  });
  beforeEach(() => world.emulator.reset());
  afterEach(() => {
    isAllowed = true;
    restoreClock();
  });
  afterAll(() => world?.close());

  /** Back, a reload, the link once more. */
  const again = ({ browser, page }: StartedLogin) => browser.navigate(page.url);
  const txnOf = (page: Page) => String(page.$('input[name=scalekit_txn]').val());
  const heading = (page: Page) => [page.status, page.textOf('h1'), page.$('form').length];
  const button = (page: Page) => [page.textOf('a.button'), page.$('a.button').attr('href')];

  it('says that it is done, and leads on', async () => {
    const login = await world.startLogin();
    const handedOff = await login.browser.submitForm(login.page, alice);
    const page = await again(login);
    expect(heading(page)).toEqual([200, 'This is done', 0]);
    expect(button(page)).toEqual(['Go on in this app', '/login']);
    expect(page.headers.get('cache-control')).toBe('no-store');
    // Whose answer got lost on its way back finds it here.
    expect(page.link('Go back to your AI app')).toBe(handedOff.refresh);
    expect(await world.pushes()).toHaveLength(1);
  });

  it('says so by its own id, and when it is too old for anything else', async () => {
    const login = await world.startLogin();
    const named = `${world.loginUrl}?scalekit_txn=${txnOf(login.page)}`;
    await login.browser.submitForm(login.page, alice);
    expect(heading(await login.browser.navigate(named))[1]).toBe('This is done');
    moveClock(541);
    expect(heading(await login.browser.navigate(named))[1]).toBe('This is done');
    expect(heading(await again(login))[1]).toBe('This is done');
  });

  it('says that it was cancelled, instead of a form that could only end in an error', async () => {
    const login = await world.startLogin();
    await login.browser.submitForm(login.page, {}, cancel);
    const page = await again(login);
    expect(heading(page)).toEqual([200, 'This was cancelled', 0]);
    expect(button(page)).toEqual(['Sign in without connecting', '/login']);
  });

  it('says that it was cancelled in another browser, too', async () => {
    const login = await world.startLogin();
    await login.browser.submitForm(login.page, {}, cancel);
    const elsewhere = await new Browser().navigate(login.page.url);
    expect(heading(elsewhere)).toEqual([200, 'This was cancelled', 0]);
    expect(elsewhere.text).not.toContain('partner:callback');
  });

  it('says that the policy did not allow it', async () => {
    isAllowed = false;
    const login = await world.startLogin();
    expect((await login.browser.submitForm(login.page, alice)).status).toBe(403);
    const page = await login.browser.follow(await again(login));
    expect(heading(page)).toEqual([200, 'This was not allowed', 0]);
    expect(button(page)).toEqual(['Go on without connecting', '/login']);
  });

  it('says to another browser that somebody has answered, who may sign in again', async () => {
    const login = await world.startLogin();
    await login.browser.submitForm(login.page, alice);
    const other = new Browser();
    const page = await other.navigate(login.page.url);
    expect(heading(page)).toEqual([200, 'Somebody has answered this already', 0]);
    expect(page.text).not.toContain('partner:callback');
    const form = await other.navigate(page.link('Sign in again'), page);
    expect((await other.submitForm(form, alice)).refresh).toContain('partner:callback');
    expect(await world.pushes()).toHaveLength(1);
  });

  it('asks nobody on the continue page whose answer could only end in an error', async () => {
    const login = await world.startLogin();
    const named = `${world.app.url}/scalekit/continue?scalekit_txn=${txnOf(login.page)}`;
    await login.browser.submitForm(login.page, alice);
    const done = await login.browser.navigate(named);
    expect(heading(done)).toEqual([200, 'This is done', 0]);

    const other = new Browser();
    await other.submitForm(await other.navigate(world.loginUrl), bob);
    const asked = await other.follow(await other.navigate(login.page.url));
    expect(heading(asked)).toEqual([409, 'This request has already been answered', 0]);
    expect(asked.textOf()).toContain('It was answered with another account.');
  });

  it('says after Cancel on the continue page that it was cancelled', async () => {
    const browser = new Browser();
    await browser.submitForm(await browser.navigate(world.loginUrl), alice);
    const login = await world.startLogin(browser);
    await browser.submitForm(login.page, {}, { button: '[value=cancel]' });
    expect(heading(await again(login))).toEqual([200, 'This was cancelled', 0]);
  });

  it('refuses a script that would show a form for nothing', async () => {
    const login = await world.startLogin();
    await login.browser.submitForm(login.page, {}, cancel);
    const told = await login.browser.fetchJson(login.page.url);
    expect([told.status, told.json()]).toEqual([
      409,
      expect.objectContaining({ error: 'login_request_taken' }),
    ]);
  });

  it('leaves a plain visit and a plain login alone', async () => {
    const { browser, page } = await world.startLogin();
    await browser.submitForm(page, {}, cancel);
    const plain = await browser.navigate(world.loginUrl);
    expect((await browser.submitForm(plain, alice)).json()).toMatchObject({ greeting: 'welcome' });
  });
});
