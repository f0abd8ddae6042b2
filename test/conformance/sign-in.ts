import type { ScalekitEmulator } from 'scalekit-emulator';
import { alice, Backend } from '../emulator/backend.js';
import { Browser } from '../support/browser.js';
import type { Page } from '../support/page.js';

/** Goes the user's way from an authorization request to the client's redirect URI, with consent given by itself. */
export async function signIn(emulator: ScalekitEmulator, authorizeUrl: string): Promise<Page> {
  const browser = new Browser();
  const backend = new Backend(emulator.credentials);
  const login = (await browser.navigate(authorizeUrl)).next?.searchParams;
  await backend.push(login?.get('login_request_id') ?? '', alice);
  return browser.follow(
    await browser.navigate(backend.callbackUrl(login?.get('state') ?? '')),
    (next) => next.port === '9',
  );
}
