import type { BrowserPage } from './browser-page.js';

/**
 * How far a login got: the client registers (`register`), its browser comes to Scalekit (`authorize`), to the app's
 * login (`login`), back to Scalekit (`callback`), to its question (`consent`), and to the client with an answer
 * (`answer`), which the client redeems (`token`).
 */
export type LoginStep =
  'register' | 'authorize' | 'login' | 'callback' | 'consent' | 'answer' | 'token';

/** A login that `finish()` could not finish. The message says where it stands, and what a person reads there. */
export class LoginStoppedError extends Error {
  override readonly name = 'LoginStoppedError';

  constructor(
    /** The step that did not end well. */
    readonly step: LoginStep,
    message: string,
    details: {
      readonly page?: BrowserPage | undefined;
      readonly oauthError?: string | undefined;
    } = {},
  ) {
    super(`The login stopped at the step ${step}: ${message}`);
    this.page = details.page;
    this.oauthError = details.oauthError;
  }

  /** What the browser saw last, if it saw anything. */
  readonly page: BrowserPage | undefined;

  /** The OAuth error that the client got, such as `access_denied`. */
  readonly oauthError: string | undefined;
}

/** Where a browser stands that is neither at the question nor back at the client. */
export function stoppedAt(
  page: BrowserPage | undefined,
  environmentUrl: string,
): LoginStoppedError {
  if (!page) return new LoginStoppedError('authorize', 'no browser has opened login.url yet');
  const { origin, pathname } = new URL(page.url);
  const seen = `${origin}${pathname} answered ${page.status} with “${page.text.slice(0, 300)}”`;
  return new LoginStoppedError(stepAt(origin, pathname, environmentUrl), seen, { page });
}

function stepAt(origin: string, pathname: string, environmentUrl: string): LoginStep {
  if (origin !== new URL(environmentUrl).origin) return 'login';
  if (pathname.startsWith('/consent/')) return 'consent';
  return pathname.endsWith('/partner:callback') ? 'callback' : 'authorize';
}
