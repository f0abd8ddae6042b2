import { Browser } from '../support/browser.js';
import { adapters } from '../support/federation-app.js';
import { FrontEndPage } from '../support/front-end.js';
import { walk } from '../support/walk.js';
import { alice } from '../support/world.js';
import { Attacker } from './support/attacker.js';
import { Scene } from './support/scene.js';
import { frontEnd as style, frontEndOrigin, proxyUrl } from './styles/front-end.js';

/**
 * A ticket proves something only to the page whose key it was made with. The attacker has captured
 * their own login request by hand, so they know a ticket and its key, and plant what they can.
 */
describe.each(adapters)('a ticket of the attacker’s, on %s,', (adapter) => {
  let scene: Scene;
  let attacker: Attacker;
  let own: FrontEndPage;
  let ticket: string;

  beforeAll(async () => {
    scene = await Scene.start(adapter, 'unproven');
    await scene.useLoginPageOf(style);
  });
  beforeEach(async () => {
    await scene.world.emulator.reset();
    attacker = await Attacker.begin(scene.world);
    own = new FrontEndPage(frontEndOrigin, scene.world.app.url, attacker.browser);
    ({ ticket = '' } = await own.capture(attacker.link, '/front-end/login-request'));
  });
  afterAll(() => scene?.close());

  const planted = () => new URL(`${frontEndOrigin}/login?scalekit_txn=${ticket}`);
  const onTestPort = (url: string) => url.replace(proxyUrl, scene.world.app.url);

  it('in the address of the victim’s page shows the notice, and hands nobody off by that (T70)', async () => {
    const { browser, lure } = await scene.victim(style);
    const page = await style.open(browser, scene.site.bounceTo(planted()), lure);
    expect(style.warns(page)).toBe(true);
    expect(await attacker.loot()).toBe('nobody');
  });

  it('in that address goes nowhere when the victim signs in later for reasons of their own (T2)', async () => {
    const { browser } = await scene.victim(style);
    await style.open(browser, planted());
    const page = await style.open(browser, scene.urlOf(style));
    expect(style.warns(page)).toBe(false);
    await style.signIn(browser, page);
    expect(await attacker.loot()).toBe('nobody');
  });

  it('in the victim’s script only names: the continue page asks (T70)', async () => {
    const { browser } = await scene.victim(style);
    const page = new FrontEndPage(frontEndOrigin, scene.world.app.url, browser);
    const fields = { scalekit_txn: ticket, scalekit_page: page.key };
    const { redirectTo } = (await page.post('/front-end/login', { ...alice, ...fields })).json();
    const asked = await walk(browser, await browser.navigate(onTestPort(redirectTo)));
    expect(asked.textOf('.account')).toContain('alice@example.com');
    expect(await attacker.loot()).toBe('nobody');
  });

  it.each([
    ['a page of the attacker’s', () => scene.site.url],
    ['the app itself', () => scene.world.app.url],
    ['a frame without an origin', () => 'null'],
  ])('with its key proves nothing where the login comes from %s (T70)', async (_where, origin) => {
    const browser = new Browser({ headers: { origin: origin(), 'sec-fetch-site': 'cross-site' } });
    const page = new FrontEndPage(frontEndOrigin, scene.world.app.url, browser);
    await page.post('/front-end/login', { ...alice, ...own.fields({ ticket }) });
    expect(await scene.world.pushes()).toEqual([]);
    expect(await attacker.loot()).toBe('nobody');
  });

  it('with its key in a form that posts across sites proves nothing (T70)', async () => {
    const { browser, lure } = await scene.victim(style);
    const fields = new URLSearchParams({ ...alice, ...own.fields({ ticket }) });
    const action = new URL('/front-end/login', scene.world.app.url);
    await browser.sendForm({ action, method: 'POST', fields }, lure);
    expect(await attacker.loot()).toBe('nobody');
  });

  it('in a link to the continue page meets a victim who is signed in with a question only (T70)', async () => {
    const { browser, lure } = await scene.victim(style);
    await browser.submitForm(
      await browser.navigate(`${scene.world.app.url}/password/login`),
      alice,
    );
    const link = `${scene.world.app.url}/scalekit/continue?scalekit_txn=${ticket}`;
    const asked = await walk(browser, await browser.navigate(link, lure));
    expect(asked.textOf('.account')).toContain('alice@example.com');
    expect(await attacker.loot()).toBe('nobody');
  });

  it('with the attacker’s account in it hands off whom the continue page shows, and nobody else (T70)', async () => {
    const other = new FrontEndPage(frontEndOrigin, scene.world.app.url, attacker.browser);
    const mallory = { email: 'mallory@example.com', password: 'right' };
    const fields = { scalekit_txn: ticket, scalekit_page: other.key };
    const { redirectTo } = (await other.post('/front-end/login', { ...mallory, ...fields })).json();
    const { browser, lure } = await scene.victim(style);
    await browser.submitForm(
      await browser.navigate(`${scene.world.app.url}/password/login`),
      alice,
    );
    const asked = await walk(browser, await browser.navigate(onTestPort(redirectTo), lure));
    const account = asked.textOf('.account');
    await browser.submitForm(asked, {}, { button: '[value=continue]' });
    const shown = account.includes('mallory') ? 'usr_mallory' : 'usr_alice';
    expect([account, await attacker.loot()]).toEqual([account, shown]);
  });
});
