import type { Browser } from './browser.js';
import type { Page } from './page.js';

/** Goes where redirects lead, and stops before Scalekit: whoever comes there first has the login. */
export function walk(browser: Browser, page: Page): Promise<Page> {
  return browser.follow(page, (next) => next.pathname.endsWith('/partner:callback'));
}
