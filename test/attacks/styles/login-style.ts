import type { Type } from '@nestjs/common';
import type { Browser } from '../../support/browser.js';
import type { Page } from '../../support/page.js';
import { walk } from '../../support/walk.js';

/** One way of signing in that an app may have, and how a person goes through it. Everybody here is Alice. */
export interface LoginStyle {
  readonly name: string;
  /** Of the login page, where that is not the app's own. */
  readonly origin?: string;
  /** What Scalekit is told as the app's login page. */
  readonly loginPath: string;
  readonly controller: Type;
  /** The person's session, if any, began before the attack. */
  readonly before?: (browser: Browser, appUrl: string) => Promise<unknown>;
  /** Opens the login page: types its address, or comes by a link of Scalekit or of somebody else. */
  readonly open: (browser: Browser, url: URL | string, from?: Page) => Promise<Page>;
  /** Whether this page tells what signing in here is good for. */
  readonly warns: (page: Page) => boolean;
  /** Signs in on the page, doing all that it asks for; the last answer. */
  readonly signIn: (browser: Browser, page: Page) => Promise<Page>;
  /** Presses Cancel, where that is no form of the page. */
  readonly cancel?: (page: Page) => Promise<unknown>;
  /** Signing in under the notice hands off at once, unless every login is confirmed. */
  readonly proves: boolean;
}

export const notice = 'Signing in connects an AI app to your account';

/** Most login pages show the notice themselves. */
export function warnsInText(page: Page): boolean {
  return page.textOf().includes(notice);
}

export async function openPage(browser: Browser, url: URL | string, from?: Page): Promise<Page> {
  return walk(browser, await browser.navigate(url, from));
}
