import type { Browser } from './browser.js';
import type { StartedLogin } from './federated-login.js';
import type { Page } from './page.js';
import type { SsoStyle } from './sso-app.js';
import { walk } from './walk.js';

/** Presses the app's button and goes as far as the page that asks for an account, or answers. */
export async function leave(
  { browser, page }: Pick<StartedLogin, 'browser' | 'page'>,
  style: SsoStyle,
) {
  const left = await walk(browser, await browser.submitForm(page, {}, { form: `#${style.name}` }));
  const isOwnForm = left.url.origin === page.url.origin && left.$('[name=SAMLRequest]').length > 0;
  return isOwnForm ? walk(browser, await browser.submitForm(left)) : left;
}

/** Chooses an account if it is asked for one, and goes on to wherever the app leads. */
export async function signIn(browser: Browser, page: Page, account = 'usr_alice'): Promise<Page> {
  const asks = page.$(`button[value=${account}]`).length > 0;
  const button = `[value=${account}]`;
  const chosen = asks ? await walk(browser, await browser.submitForm(page, {}, { button })) : page;
  return postOn(browser, chosen);
}

/** SAML answers by a form. */
export async function postOn(browser: Browser, page: Page): Promise<Page> {
  const isAnswer = page.$('[name=SAMLResponse]').length > 0;
  return isAnswer ? walk(browser, await browser.submitForm(page)) : page;
}

export async function decline(browser: Browser, page: Page): Promise<Page> {
  const button = '[name=decline]';
  return postOn(browser, await walk(browser, await browser.submitForm(page, {}, { button })));
}

export function press(browser: Browser, page: Page, action: 'continue' | 'switch'): Promise<Page> {
  return browser.submitForm(page, {}, { button: `[value=${action}]` });
}

/** Says on the continue page that it is meant, if it asks. */
export async function confirm(browser: Browser, page: Page): Promise<Page> {
  return page.url.pathname === '/scalekit/continue' ? press(browser, page, 'continue') : page;
}
