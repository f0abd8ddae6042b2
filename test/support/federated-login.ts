import type { BegunLogin, ScalekitEmulator } from 'scalekit-emulator';
import { Browser } from './browser.js';
import type { Page } from './page.js';

/** A login that an MCP client began, as far as the app's login page. */
export interface StartedLogin {
  readonly browser: Browser;
  readonly client: BegunLogin;
  readonly page: Page;
}

/** From a new MCP client to the first page that the person sees. */
export async function startLogin(
  emulator: ScalekitEmulator,
  browser = new Browser(),
): Promise<StartedLogin> {
  const client = await emulator.beginLogin();
  const page = await browser.follow(await browser.navigate(client.url));
  return { browser, client, page };
}

/** From the page that leads back to Scalekit, through consent, to the claims of the client's token. */
export async function finishLogin(
  { browser, client }: Pick<StartedLogin, 'browser' | 'client'>,
  handedOff: Page,
): Promise<Record<string, unknown>> {
  const consent = await browser.follow(handedOff, client.redirectUri);
  if (consent.next !== undefined) return claimsAt(client, consent);
  const done = await browser.follow(await browser.submitForm(consent), client.redirectUri);
  return claimsAt(client, done);
}

/** The claims of the token that a redirect's code is redeemed for, or the OAuth error that the client is told. */
export async function claimsAt(
  client: BegunLogin,
  { next }: Page,
): Promise<Record<string, unknown>> {
  const query = next?.searchParams ?? new URLSearchParams();
  if (!query.has('code')) return Object.fromEntries(query);
  return (await client.finish(next?.href)).claims;
}

/** The bodies that Scalekit took for one login request. */
export async function acceptedPushesFor(
  emulator: ScalekitEmulator,
  loginRequestId: string | null,
): Promise<unknown[]> {
  const journal = await emulator.journal();
  return journal
    .filter(({ step, status, path }) => {
      return step === 'push' && status === 200 && path.includes(`/${loginRequestId}/`);
    })
    .map(({ request }) => request);
}

/** The bodies that Scalekit took. */
export async function acceptedPushes(
  emulator: ScalekitEmulator,
): Promise<Record<string, unknown>[]> {
  const journal = await emulator.journal();
  return journal
    .filter(({ step, status }) => step === 'push' && status === 200)
    .map(({ request }) => request as Record<string, unknown>);
}
