import { alice } from '../support/sample.js';
import { beforeEachInChromium, type ChromiumTest } from './support/chromium-test.js';
import { describeInChromium } from './support/chromium.js';
import { look } from './support/look.js';
import { signIn } from './support/sign-in.js';

describeInChromium('every page', (adapter) => {
  let { stage, browser, page } = {} as ChromiumTest;

  beforeEachInChromium(adapter, (test) => ({ stage, browser, page } = test));
  afterEach(() => expect(stage.complaints).toEqual([]));

  const lookAt = (name: string) => look(page, `${adapter}/${name}`);

  /** The page that leads back moves on at once; here its link has to do. */
  const stopBeforeScalekit = () =>
    page.route('**/partner:callback?**', (route) => route.abort('aborted'), { times: 1 });

  it('of the app itself is fit to be seen', async () => {
    await page.goto(`${stage.appUrl}/login`);
    await lookAt('login');
    await signIn(page, alice);
    await page.waitForURL(`${stage.appUrl}/`);
    await lookAt('home');
    await page.goto(`${stage.appUrl}/nowhere`);
    await lookAt('error-404');
  });

  it('on the way back to Scalekit is fit to be seen', async () => {
    await stage.arrive(page);
    await stopBeforeScalekit();
    await signIn(page, alice);
    await page.getByText('Taking you back to connect your AI app.').waitFor();
    await lookAt('hand-off');
    await page.getByRole('link', { name: 'Go on' }).click();
    await stage.waitForConsent(page);
    await lookAt('consent');
  });

  it('after a cancelled login is fit to be seen', async () => {
    await stage.arrive(page);
    await stopBeforeScalekit();
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByText('Nothing was connected.').waitFor();
    await lookAt('cancelled');
    await page.getByRole('link', { name: 'Go on' }).click();
    expect(new URL(await stage.cameBack(page)).searchParams.get('error')).toBe('access_denied');
  });

  it('of an error is fit to be seen, and says what to do next', async () => {
    await page.goto(`${stage.appUrl}/login?login_request_id=req_1`);
    await page.getByText('login_request_invalid').waitFor();
    await lookAt('error-login_request_invalid');
    await page.goto(`${stage.appUrl}/scalekit/continue?scalekit_txn=unknown`);
    await page.getByText('login_request_expired').waitFor();
    await lookAt('error-login_request_expired');
    expect(await page.locator('main').textContent()).toContain('Go back to your AI app');
  });

  it('leads on when Scalekit does not answer at first', async () => {
    const client = await stage.arrive(page);
    await stage.emulator.fail({ on: 'push', status: 503, times: 3 });
    await signIn(page, alice);
    await page.getByText('scalekit_unavailable').waitFor();
    await lookAt('error-scalekit_unavailable');
    await page.getByRole('link', { name: 'Try again' }).click();
    await page.getByRole('button', { name: 'Continue' }).click();
    expect(await stage.consent(page, client)).toMatchObject({ email: alice.email });
  });

  it('can be walked with the keyboard alone', async () => {
    const client = await stage.arrive(page);
    await page.keyboard.type(alice.email);
    await page.keyboard.press('Tab');
    await page.keyboard.type(alice.password);
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('Sign in');
    await page.keyboard.press('Enter');
    await stage.waitForConsent(page);
    await page.keyboard.press('Tab');
    expect(await page.locator(':focus').textContent()).toBe('Allow');
    await page.keyboard.press('Enter');
    expect(await client.whoami(await stage.cameBack(page))).toMatchObject({ email: alice.email });
  });

  it('works without script', async () => {
    browser = await stage.newBrowser({ javaScriptEnabled: false });
    page = await browser.newPage();
    const client = await stage.arrive(page);
    await look(page, `${adapter}/login-without-script`, { script: false });
    await signIn(page, { ...alice, password: 'wrong' });
    await page.getByRole('alert').waitFor();
    await signIn(page, alice);
    expect(await stage.consent(page, client)).toMatchObject({ email: alice.email });
  });
});
