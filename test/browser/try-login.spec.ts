import type { Page } from 'playwright-core';
import { alice } from '../support/sample.js';
import { beforeEachInChromium, type ChromiumTest } from './support/chromium-test.js';
import { describeInChromium } from './support/chromium.js';
import { look } from './support/look.js';
import { signIn } from './support/sign-in.js';

describeInChromium('a login that is tried from the emulator’s home page', (adapter) => {
  let { stage, browser } = {} as ChromiumTest;

  beforeEachInChromium(adapter, (test) => ({ stage, browser } = test));
  afterEach(() => expect(stage.complaints).toEqual([]));

  const tryLogin = async (page: Page) => {
    await page.goto(stage.emulator.url);
    await page.getByRole('button', { name: 'Try a login' }).click();
  };
  const finish = async (page: Page) => {
    await signIn(page, alice);
    await stage.waitForConsent(page);
    await page.getByRole('button', { name: 'Allow' }).click();
    await page.getByRole('heading', { name: 'The AI app has its token' }).waitFor();
  };

  it('shows the whole flow to a person who presses one button', async () => {
    const page = await browser.newPage();
    await page.goto(stage.emulator.url);
    await look(page, `${adapter}/emulator-home`);
    await tryLogin(page);
    await finish(page);
    await page.getByText('All claims').click();
    await look(page, `${adapter}/emulator-tried-login`);

    expect(await page.locator('main').textContent()).toContain(alice.email);
    await page.getByRole('button', { name: 'Try another login' }).click();
    await page.getByRole('heading', { name: 'Connect an AI app to your account?' }).waitFor();
  });

  it('appears step by step on the page that lies open, and leaves open what was opened there', async () => {
    const watched = await browser.newPage();
    await watched.goto(stage.emulator.url);
    const page = await browser.newPage();
    await tryLogin(page);
    await watched.bringToFront();
    const step = watched.locator('.timeline summary', { hasText: 'Sent to the login page' });
    const wire = watched.locator('pre', { hasText: /^HTTP 303/ });
    await step.click();
    await wire.waitFor();

    await page.bringToFront();
    await signIn(page, alice);
    await stage.waitForConsent(page);
    await watched.bringToFront();
    await watched.locator('.timeline summary', { hasText: 'Consent asked' }).waitFor();

    expect(await wire.isVisible()).toBe(true);
    expect(await step.evaluate((summary) => summary.matches(':focus'))).toBe(true);
    await look(watched, `${adapter}/emulator-running-login`);
  });

  it('works without script, and the log asks again by itself while it runs', async () => {
    const plain = await stage.newBrowser({ javaScriptEnabled: false });
    const watched = await plain.newPage();
    const page = await plain.newPage();
    await tryLogin(page);
    await watched.goto(stage.emulator.url);
    await watched.bringToFront();
    await watched.locator('.who', { hasText: 'nobody yet' }).waitFor();
    await page.bringToFront();
    await finish(page);
    await watched.bringToFront();
    await watched.locator('.status', { hasText: 'Success' }).waitFor();
  });
});
