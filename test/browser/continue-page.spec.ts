import type { Page } from 'playwright-core';
import { later, readingMs } from '../support/clock.js';
import { alice, bob } from '../support/sample.js';
import { beforeEachInChromium, type ChromiumTest } from './support/chromium-test.js';
import { describeInChromium } from './support/chromium.js';
import { look } from './support/look.js';
import type { McpClient } from './support/mcp-client.js';
import { signIn } from './support/sign-in.js';

describeInChromium('the continue page', (adapter) => {
  let { stage, browser, page } = {} as ChromiumTest;

  beforeEachInChromium(adapter, (test) => ({ stage, browser, page } = test));

  const continueButton = () => page.locator('button[value=continue]');
  const awake = () => page.locator('button[value=continue][aria-disabled=false]');
  /** Alice is signed in, and an AI app asks. */
  const asked = async (): Promise<McpClient> => {
    await page.goto(`${stage.appUrl}/login`);
    await signIn(page, alice);
    await page.waitForURL(`${stage.appUrl}/`);
    const client = await stage.arrive(page);
    expect(new URL(page.url()).pathname).toBe('/scalekit/continue');
    return client;
  };
  const sessionCookie = async () =>
    (await browser.cookies(stage.appUrl)).find(({ name }) => name === 'waybill')?.value;

  it('lets nobody continue before it was in sight for half a second (T3)', async () => {
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 60_000);
    const client = await asked();
    await comesInSight(page);
    await page.clock.runFor(499);
    expect(await continueButton().isDisabled()).toBe(true);
    const { x, y } = await middleOf(page);
    await page.mouse.click(x, y);
    await page.keyboard.press('Enter');
    expect(await stage.pushes()).toEqual([]);

    await page.clock.runFor(1);
    expect(await continueButton().isEnabled()).toBe(true);
    // The server takes nothing sooner than 700 ms after it made the page, and has a clock of its own.
    const told = await later(readingMs, async () => {
      await page.mouse.click(x, y);
      await page.clock.runFor(210);
      return stage.consent(page, client);
    });
    expect(told).toMatchObject({ email: alice.email });
  });

  it('counts anew when another tab was in front', async () => {
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 60_000);
    const client = await asked();
    await showRealFocus(page);
    await comesInSight(page);
    await page.clock.runFor(500);
    expect(await continueButton().isEnabled()).toBe(true);

    const other = await browser.newPage();
    await showRealFocus(other);
    await other.bringToFront();
    await focusIs(page, false);
    expect(await continueButton().isDisabled()).toBe(true);

    await page.bringToFront();
    await focusIs(page, true);
    await page.clock.runFor(499);
    expect(await continueButton().isDisabled()).toBe(true);
    await page.clock.runFor(1);
    const told = await later(readingMs, async () => {
      await continueButton().click();
      return stage.consent(page, client);
    });
    expect(told).toMatchObject({ email: alice.email });
  });

  it('shows the form to another person, under a new session', async () => {
    const client = await asked();
    const before = await sessionCookie();
    await page.getByRole('button', { name: 'Not you?' }).click();
    await page.getByRole('note').waitFor();
    await look(page, `${adapter}/not-you-login`);
    await signIn(page, bob);
    expect(await stage.consent(page, client)).toMatchObject({ email: bob.email });
    expect(await sessionCookie()).not.toBe(before);
    await page.goto(stage.appUrl);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Hello, Bob');
  });

  it('tells the AI app when it was cancelled', async () => {
    await asked();
    await page.getByRole('button', { name: 'Cancel' }).click();
    const callback = new URL(await stage.cameBack(page));
    expect(callback.searchParams.get('error')).toBe('access_denied');
    expect(await stage.pushes()).toEqual([{ login_failed: true }]);
  });

  it('refuses Continue once somebody else has signed in in another tab (T45)', async () => {
    await asked();
    await awake().waitFor();
    await browser.clearCookies({ name: 'waybill' });
    const other = await browser.newPage();
    await other.goto(`${stage.appUrl}/login`);
    await signIn(other, bob);
    await other.getByText(bob.email).waitFor();
    await continueButton().click();
    await page.getByText('csrf_failed').waitFor();
    expect(await stage.pushes()).toEqual([]);

    await look(page, `${adapter}/error-csrf_failed`);
    await page.getByRole('link', { name: 'Try again' }).click();
    await page.getByText(bob.email).waitFor();
  });

  it('answers a reload with itself, and a double click once', async () => {
    const client = await asked();
    await page.reload();
    await awake().waitFor();
    await continueButton().dblclick();
    expect(await stage.consent(page, client)).toMatchObject({ email: alice.email });
    expect(await stage.pushes()).toHaveLength(1);
  });

  it('can be walked with the keyboard alone', async () => {
    const client = await asked();
    await awake().waitFor();
    const walked: (string | null)[] = [];
    // The way home, in the app's header.
    await page.keyboard.press('Tab');
    for (let stop = 0; stop < 3; stop += 1) {
      await page.keyboard.press('Tab');
      walked.push(await page.locator(':focus').getAttribute('value'));
      expect(await outline(page)).toMatch(/solid 3px$/);
    }
    expect(walked).toEqual(['continue', 'switch', 'cancel']);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    expect(await stage.consent(page, client)).toMatchObject({ email: alice.email });
  });

  it('keeps the place of whoever tabs round by the browser’s own buttons', async () => {
    const client = await asked();
    await awake().waitFor();
    await showRealFocus(page);
    await continueButton().focus();
    const other = await browser.newPage();
    await showRealFocus(other);
    await other.bringToFront();
    await focusIs(page, false);
    // In front for too short a time: a press is for what was there before.
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 60_000);
    await page.bringToFront();
    await focusIs(page, true);
    const focused = () => page.locator(':focus').getAttribute('value');
    expect(await focused()).toBe('continue');
    await page.keyboard.press('Enter');
    expect(await page.getByRole('status').textContent()).toMatch(/^Read everything above first/);
    expect([await focused(), await stage.pushes()]).toEqual(['continue', []]);
    await page.clock.runFor(500);
    expect(await page.getByRole('status').textContent()).toBe('');
    await page.keyboard.press('Enter');
    expect(await stage.consent(page, client)).toMatchObject({ email: alice.email });
  });

  it('drops a press that has begun too early, whenever it ends', async () => {
    await page.clock.install();
    await page.clock.pauseAt(Date.now() + 60_000);
    await asked();
    await comesInSight(page);
    const { x, y } = await middleOf(page);
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.clock.runFor(1000);
    expect(await continueButton().isEnabled()).toBe(true);
    await page.mouse.up();
    expect(await page.getByRole('status').textContent()).toMatch(/^Read everything above first/);
    expect(await stage.pushes()).toEqual([]);
  });

  it('says that something happens while Scalekit takes its time, and takes one press', async () => {
    await page.clock.install();
    const client = await asked();
    await awake().waitFor();
    let presses = 0;
    // The page stays as it is, as it does while an answer is on its way.
    await page.route('**/scalekit/continue', async (route) => {
      presses += 1;
      await route.fulfill({ status: 204 });
    });
    await continueButton().click();
    await page.getByText('One moment, please.').waitFor();
    await look(page, `${adapter}/continue-working`);
    for (const name of ['Continue', 'Not you?', 'Cancel']) {
      const button = page.getByRole('button', { name });
      expect(await button.isDisabled()).toBe(true);
      await button.dispatchEvent('click');
    }
    expect(presses).toBe(1);
    await page.unroute('**/scalekit/continue');
    // Somebody has stopped it, perhaps: nobody is kept out for ever.
    await page.clock.runFor(20_000);
    await awake().click();
    expect(await stage.consent(page, client)).toMatchObject({ email: alice.email });
  });

  it('counts down, and leads on once it is too late', async () => {
    await page.clock.install();
    await asked();
    const timer = page.getByRole('timer');
    expect(await timer.textContent()).toMatch(/^Answer by \d\d:\d\d \(8:5\d left\)\.$/);
    await look(page, `${adapter}/continue`);
    await page.clock.runFor(545_000);
    await page.getByRole('heading', { level: 1, name: 'This request has expired' }).waitFor();
    expect(await page.getByRole('button').count()).toBe(0);
    await look(page, `${adapter}/continue-over`);
    await page.getByRole('link', { name: 'Go on without connecting' }).click();
    await page.getByRole('heading', { level: 1, name: 'Hello, Alice' }).waitFor();
  });

  it('asks people without script to say that they started it', async () => {
    browser = await stage.newBrowser({ javaScriptEnabled: false });
    page = await browser.newPage();
    const client = await asked();
    expect(await page.getByRole('timer').textContent()).toBe('Answer within 8 minutes.');
    await look(page, `${adapter}/continue-without-script`, { script: false });
    const started = page.getByRole('checkbox', { name: 'I started this' });
    await continueButton().click();
    expect(await started.evaluate((box) => box.matches(':focus:invalid'))).toBe(true);
    expect(await stage.pushes()).toEqual([]);

    await started.check();
    const told = await later(readingMs, async () => {
      await continueButton().click();
      return stage.consent(page, client);
    });
    expect(told).toMatchObject({ email: alice.email });
  });

  it('needs no such word from those who leave', async () => {
    browser = await stage.newBrowser({ javaScriptEnabled: false });
    page = await browser.newPage();
    await asked();
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(new URL(await stage.cameBack(page)).searchParams.get('error')).toBe('access_denied');
  });

  it.each(['the app itself', 'another site'])('cannot be framed by %s (T3)', async (framer) => {
    await asked();
    const { href } = new URL(page.url());
    const outer = await browser.newPage();
    const frame = `<iframe src="${href}"></iframe>`;
    await outer.goto(
      framer === 'another site' ? stage.elsewhere.publish('/framing', frame) : stage.appUrl,
    );
    if (framer === 'the app itself') {
      await outer.evaluate(`document.body.innerHTML = ${JSON.stringify(frame)}`);
    }
    const inner = outer.frameLocator('iframe');
    await inner.locator('body').waitFor({ state: 'attached' });
    expect(outer.frames()[1]?.url()).toBe('chrome-error://chromewebdata/');
    expect(await inner.getByRole('button', { name: 'Continue' }).count()).toBe(0);
  });
});

async function middleOf(page: Page): Promise<{ x: number; y: number }> {
  const box = await page.locator('button[value=continue]').boundingBox();
  if (box === null) throw new Error('There is no button');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/** Chromium has told the page what is in sight: the clock that the tests hold does not hold that. */
function comesInSight(page: Page): Promise<void> {
  return page.evaluate(
    'new Promise((seen) => new IntersectionObserver(() => seen()).observe(document.body))',
  );
}

/** Playwright lets every tab believe that it has the focus. */
async function showRealFocus(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setFocusEmulationEnabled', { enabled: false });
}

/** Asks again and again: Chromium draws no frames for a tab behind another, and Playwright waits by frames. */
async function focusIs(page: Page, expected: boolean): Promise<void> {
  let focused = !expected;
  while (focused !== expected) focused = await page.evaluate<boolean>('document.hasFocus()');
}

function outline(page: Page): Promise<string> {
  return page.locator(':focus').evaluate((element) => getComputedStyle(element).outline);
}
