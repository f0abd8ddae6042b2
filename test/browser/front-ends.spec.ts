import { alice, bob } from '../support/sample.js';
import { beforeEachInChromium, type ChromiumTest } from './support/chromium-test.js';
import { describeInChromium } from './support/chromium.js';
import { look } from './support/look.js';
import { signIn } from './support/sign-in.js';

/** The app is on 127.0.0.1, so `localhost` is another site, and the address itself just another origin. */
const hosts = ['localhost', '127.0.0.1'];

describeInChromium('a front end on another origin', (adapter) => {
  describe.each(hosts)('that is on %s', (host) => {
    let { stage, browser, page } = {} as ChromiumTest;

    beforeEachInChromium(adapter, (test) => ({ stage, browser, page } = test), {
      loginPageOn: host,
    });
    afterEach(() => expect(stage.complaints).toEqual([]));

    const frontEnd = () => stage.frontEndUrl(host);
    const lookAt = (name: string) => look(page, `${adapter}/front-end-${host}-${name}`);
    const notice = () => page.getByRole('note');
    const pressContinue = async () => {
      await page.locator('button[value=continue][aria-disabled=false]').waitFor();
      await page.getByRole('button', { name: 'Continue' }).click();
    };
    /** The app's own, and the module's. */
    const cookies = async () =>
      (await browser.cookies(stage.appUrl)).filter(({ path }) => path === '/');

    it('hands a login off under its notice, without any cookie', async () => {
      const client = await stage.arrive(page);
      await notice().waitFor();
      expect(page.url()).toMatch(/\/\?scalekit_txn=[\w.-]+$/);
      await lookAt('login');
      await signIn(page, { ...alice, password: 'wrong' });
      await page.getByRole('alert').waitFor();
      await lookAt('refused');
      await signIn(page, alice);
      await stage.waitForConsent(page);
      expect(await cookies()).toEqual([]);
      expect(await stage.consent(page, client)).toMatchObject({ email: alice.email });
      expect(await stage.pushes()).toHaveLength(1);
    });

    it('shows the notice directly above the button that signs in', async () => {
      await stage.arrive(page);
      await notice().waitFor();
      const next = await notice().evaluate((element) => element.nextElementSibling?.textContent);
      expect(next).toBe('Sign in');
    });

    it('goes on after it was loaded again', async () => {
      const client = await stage.arrive(page);
      await notice().waitFor();
      await page.reload();
      await page.reload();
      await notice().waitFor();
      await signIn(page, alice);
      expect(await stage.consent(page, client)).toMatchObject({ email: alice.email });
    });

    it('can be walked with the keyboard alone', async () => {
      const client = await stage.arrive(page);
      await notice().waitFor();
      await page.keyboard.type(alice.email);
      await page.keyboard.press('Tab');
      await page.keyboard.type(alice.password);
      await page.keyboard.press('Tab');
      expect(await page.locator(':focus').textContent()).toBe('Sign in');
      await page.keyboard.press('Tab');
      expect(await page.locator(':focus').textContent()).toBe('Cancel');
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Enter');
      expect(await stage.consent(page, client)).toMatchObject({ email: alice.email });
    });

    it('tells the AI app when it was cancelled', async () => {
      await stage.arrive(page);
      await page.getByRole('button', { name: 'Cancel' }).click();
      const callback = new URL(await stage.cameBack(page));
      expect(callback.searchParams.get('error')).toBe('access_denied');
      expect(await stage.pushes()).toEqual([{ login_failed: true }]);
    });

    it('warns of a ticket of another browser, and hands off only whom it signs in', async () => {
      const client = await stage.arrive(page);
      await notice().waitFor();
      const planted = page.url();
      page = await (await stage.newBrowser()).newPage();
      await page.goto(frontEnd());
      await signIn(page, bob);
      await page.getByRole('heading', { name: 'Hello, Bob' }).waitFor();
      await page.goto(planted);
      await notice().waitFor();
      expect(await stage.pushes()).toEqual([]);
      await signIn(page, bob);
      expect(await stage.consent(page, client)).toMatchObject({ email: bob.email });
    });

    it('asks on the continue page who is signed in on another tab', async () => {
      await page.goto(frontEnd());
      await signIn(page, alice);
      await page.getByRole('heading', { name: 'Hello, Alice' }).waitFor();
      await lookAt('home');
      page = await browser.newPage();
      const client = await stage.arrive(page);
      const known = page.getByRole('button', { name: 'Continue as Alice Andersen' });
      await known.waitFor();
      await lookAt('known');
      await known.click();
      await page.waitForURL((url) => url.pathname === '/scalekit/continue');
      expect(await page.locator('.account').textContent()).toContain(alice.email);
      expect(await stage.pushes()).toEqual([]);
      await pressContinue();
      expect(await stage.consent(page, client)).toMatchObject({ email: alice.email });
    });

    it('is where "Not you?" leads back to, for another account', async () => {
      await page.goto(frontEnd());
      await signIn(page, alice);
      await page.getByRole('heading', { name: 'Hello, Alice' }).waitFor();
      page = await browser.newPage();
      const client = await stage.arrive(page);
      await page.getByRole('button', { name: 'Continue as Alice Andersen' }).click();
      await page.getByRole('button', { name: 'Not you?' }).click();
      await notice().waitFor();
      expect(new URL(page.url()).origin).toBe(new URL(frontEnd()).origin);
      expect(await page.getByRole('button', { name: /^Continue as/ }).count()).toBe(0);
      await lookAt('not-you');
      await signIn(page, bob);
      expect(await stage.consent(page, client)).toMatchObject({ email: bob.email });
    });

    it('says that Scalekit is away, and tries again without a second login', async () => {
      const client = await stage.arrive(page);
      await stage.emulator.fail({ on: 'push', status: 503, times: 3 });
      await signIn(page, alice);
      await page.getByText('scalekit_unavailable').waitFor();
      await lookAt('unavailable');
      await page.getByRole('link', { name: 'Try again' }).click();
      await pressContinue();
      expect(await stage.consent(page, client)).toMatchObject({ email: alice.email });
      expect(await stage.pushes()).toHaveLength(1);
    });

    it('says what to do when the AI app no longer waits', async () => {
      await page.goto(`${frontEnd()}?scalekit_txn=unknown`);
      await page.getByRole('heading', { name: "can't go on" }).waitFor();
      await lookAt('over');
      await page.getByRole('link', { name: 'Sign in without' }).click();
      await signIn(page, alice);
      await page.getByRole('heading', { name: 'Hello, Alice' }).waitFor();
    });

    it('says something useful without script', async () => {
      browser = await stage.newBrowser({ javaScriptEnabled: false });
      page = await browser.newPage();
      await stage.arrive(page);
      // Where there is no script, Playwright finds no text of noscript elements.
      expect(await page.locator('.alert').first().textContent()).toContain('needs JavaScript');
      const name = `${adapter}/front-end-${host}-without-script`;
      await look(page, name, { script: false });
    });

    it('cannot be framed', async () => {
      await page.goto(stage.elsewhere.publish('/framing', `<iframe src="${frontEnd()}"></iframe>`));
      await page.frameLocator('iframe').locator('body').waitFor({ state: 'attached' });
      expect(page.frames()[1]?.url()).toBe('chrome-error://chromewebdata/');
      stage.complaints.length = 0;
    });
  });
});
