import type { StartedLogin } from './federated-login.js';
import type { Page } from './page.js';

/** Sends the login page's form elsewhere: as the browser does, or as a script of the page. */
export function sendTo(
  { browser, page }: Pick<StartedLogin, 'browser' | 'page'>,
  path: string,
  fields: Record<string, string>,
  { by = 'form' }: { by?: 'form' | 'script' } = {},
): Promise<Page> {
  const txn = page.$('input[name=scalekit_txn]').val();
  if (by === 'script') {
    return browser.fetchJson(new URL(path, page.url), { ...fields, scalekit_txn: txn }, page);
  }
  page.$('form').first().attr('action', path);
  return browser.submitForm(page, fields);
}
