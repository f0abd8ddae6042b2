import { alice } from '../support/sample.js';
import { describeInChromium } from './support/chromium.js';
import { look } from './support/look.js';
import { signIn } from './support/sign-in.js';
import { Stage, startTimeoutMs } from './support/stage.js';

describeInChromium('the time that an AI app waits', (adapter) => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.start(adapter);
  }, startTimeoutMs);
  afterAll(() => stage?.close(), startTimeoutMs);

  it.each(['/login', '/login-styles/single-page'])('is counted down on %s', async (path) => {
    await stage.reset(path);
    const page = await (await stage.newBrowser()).newPage();
    await page.clock.install();
    await stage.arrive(page);
    const timer = page.getByRole('timer');
    await timer.waitFor();
    await expect(timer.textContent()).resolves.toMatch(/^(9:00|8:5\d) left$/);
    await page.clock.runFor(8 * 60_000);
    await expect(timer.textContent()).resolves.toMatch(/^(1:00|0:[2-5]\d) left$/);
    await expect(page.getByLabel('Password').isVisible()).resolves.toBe(true);
    await page.clock.runFor(61_000);
    await page.getByText('Start again from your AI app').waitFor();
    await expect(page.getByLabel('Password').isVisible()).resolves.toBe(false);
    await expect(page.getByRole('button').count()).resolves.toBe(0);
    await expect(page.locator('a[href*=scalekit_txn]').count()).resolves.toBe(0);
    await look(page, `${adapter}/countdown${path.replaceAll('/', '-')}-over`);
    await page.getByRole('link', { name: 'Sign in without connecting it' }).click();
    await page.getByLabel('Password').waitFor();
    expect(stage.complaints).toEqual([]);
  });

  it('takes the notice along in the list of ways to sign in, which lead to no AI app then', async () => {
    await stage.reset('/login-styles');
    const page = await (await stage.newBrowser()).newPage();
    await page.clock.install();
    await stage.arrive(page);
    await page.getByRole('note').waitFor();
    await page.clock.runFor(541_000);
    await page.getByText('Start again from your AI app').waitFor();
    await expect(page.getByRole('note').isVisible()).resolves.toBe(false);
    await expect(page.getByRole('button').count()).resolves.toBe(0);
    await expect(page.locator('a[href*=scalekit_txn]').count()).resolves.toBe(0);
  });

  it('is told in minutes where there is no script', async () => {
    await stage.reset();
    const page = await (await stage.newBrowser({ javaScriptEnabled: false })).newPage();
    const client = await stage.arrive(page);
    await expect(page.getByRole('timer').textContent()).resolves.toBe('less than 9 minutes left');
    await signIn(page, alice);
    expect(await stage.consent(page, client)).toMatchObject({ email: alice.email });
  });

  it('is nobody’s business when no AI app waits', async () => {
    await stage.reset();
    const page = await (await stage.newBrowser()).newPage();
    await page.goto(`${stage.appUrl}/login-styles`);
    await look(page, `${adapter}/login-styles`);
    await expect(page.getByRole('timer').count()).resolves.toBe(0);
    await page.goto(`${stage.appUrl}/login-styles/single-page`);
    await signIn(page, alice);
    await page.getByRole('heading', { name: 'Hello, Alice' }).waitFor();
    await look(page, `${adapter}/single-page-home`);
    expect(stage.complaints).toEqual([]);
  });
});
