import { alice } from '../support/sample.js';
import { beforeEachInChromium, type ChromiumTest } from './support/chromium-test.js';
import { describeInChromium } from './support/chromium.js';
import { look } from './support/look.js';
import { signIn } from './support/sign-in.js';

describeInChromium('a login request that is opened again', (adapter) => {
  let { stage, browser, page } = {} as ChromiumTest;

  beforeEachInChromium(adapter, (test) => ({ stage, browser, page } = test));
  afterEach(() => expect(stage.complaints).toEqual([]));

  const heading = (name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
  const cancel = async () => {
    await page.getByRole('button', { name: 'Cancel' }).click();
    await stage.cameBack(page);
  };
  /** By the button of the browser, through what redirects. */
  const goBackTo = async (path: string) => {
    while (new URL(page.url()).pathname !== path) await page.goBack();
  };

  it.each([true, false])('by Back after Cancel says so, with script: %s', async (script) => {
    browser = await stage.newBrowser({ javaScriptEnabled: script });
    page = await browser.newPage();
    await stage.arrive(page);
    await cancel();
    await goBackTo('/login');
    await heading('This was cancelled');
    await look(page, `${adapter}/over-cancelled${script ? '' : '-without-script'}`, { script });
    await page.getByRole('link', { name: 'Sign in without connecting' }).click();
    await signIn(page, alice);
    await page.waitForURL(`${stage.appUrl}/`);
  });

  it('by Back after Cancel on the continue page says so', async () => {
    await page.goto(`${stage.appUrl}/login`);
    await signIn(page, alice);
    await page.waitForURL(`${stage.appUrl}/`);
    await stage.arrive(page);
    await cancel();
    await goBackTo('/scalekit/continue');
    await heading('This was cancelled');
  });

  it('after a success says that it is done, and leads into the app', async () => {
    const client = await stage.arrive(page);
    const { href } = new URL(page.url());
    await signIn(page, alice);
    expect(await stage.consent(page, client)).toMatchObject({ email: alice.email });
    await page.goto(href);
    await heading('This is done');
    await look(page, `${adapter}/over-done`);
    await page.getByRole('link', { name: 'Go on in this app' }).click();
    await heading('Hello, Alice');
  });

  it('by another browser says that somebody has answered', async () => {
    await stage.arrive(page);
    const { href } = new URL(page.url());
    await signIn(page, alice);
    await stage.waitForConsent(page);
    page = await (await stage.newBrowser()).newPage();
    await page.goto(href);
    await heading('Somebody has answered this already');
    await look(page, `${adapter}/over-answered`);
    await page.getByRole('link', { name: 'Sign in again' }).click();
    await page.getByRole('note').waitFor();
  });
});
