import type { BrowserContext, Page } from 'playwright-core';
import type { AdapterName } from '../../support/federation-app.js';
import { Stage, startTimeoutMs } from './stage.js';

/** What every test in Chromium needs: all that takes part in a login, and a page in a browser without cookies. */
export interface ChromiumTest {
  readonly stage: Stage;
  readonly browser: BrowserContext;
  readonly page: Page;
}

/**
 * Starts all that takes part in a login for the tests of a `describe`, and hands each of them what it
 * needs.
 *
 * @param options.loginPageOn the host of the sample's front end, where that has the login page
 */
export function beforeEachInChromium(
  adapter: AdapterName,
  begin: (test: ChromiumTest) => unknown,
  { loginPageOn }: { loginPageOn?: string } = {},
): void {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.start(adapter, loginPageOn);
  }, startTimeoutMs);
  beforeEach(async () => {
    await stage.reset(loginPageOn && stage.frontEndUrl(loginPageOn));
    const browser = await stage.newBrowser();
    await begin({ stage, browser, page: await browser.newPage() });
  });
  afterAll(() => stage?.close(), startTimeoutMs);
}
