import type { LoginBrowser } from '../begin-login/login-browser.js';
import type { ScalekitEmulator } from '../scalekit-emulator.js';

/** An account of your own app, made for tests. */
export interface LoginCheckAccount {
  /** What goes into the login form: an e-mail address, or a user name. */
  readonly user: string;
  readonly password: string;
  /**
   * The second factor, if this account has one: what the person types, or `totp:` and the Base32 secret of an
   * authenticator app (RFC 6238, SHA-1, six digits, 30 s), or a function that fetches it.
   */
  readonly code?: string | (() => string | Promise<string>);
  /** What else the login form wants, by the names of its fields, such as `{ tenant: 'acme' }`. */
  readonly fields?: Readonly<Record<string, string>>;
}

/** What a script of your own is called with, once for each sign-in. */
export interface LoginScriptVisit {
  /** A person's browser. `open`, `submit` and `json` are most of what one needs. */
  readonly browser: LoginBrowser;
  /** Your login page, with or without Scalekit's parameters. The script opens it. */
  readonly url: string;
  readonly user: string;
  /** Not always the right one. */
  readonly password: string;
  /** The second factor. Fetched when it is called; rejects if the account has none. */
  readonly code: () => Promise<string>;
}

/**
 * Signs in where a form is not enough: your page needs a script, or tokens in headers. It ends where the person would
 * stand, and throws nothing when the password is refused.
 *
 * @example
 * async ({ browser, url, user, password }) => {
 *   const page = await browser.open(url);
 *   const { body } = await browser.json('/api/login', { user, password, request: page.url });
 *   if (body.redirectTo) await browser.open(body.redirectTo);
 * }
 */
export type LoginScript = (visit: LoginScriptVisit) => unknown;

export interface LoginCheckOptions extends LoginCheckAccount {
  /**
   * It knows your `loginUrl`, and your app has its credentials. A function that gives it, where the checks are listed before
   * it is started; it is called when a check runs.
   */
  readonly emulator: ScalekitEmulator | (() => ScalekitEmulator);
  /** A second account. Without it, the checks with two people are skipped. */
  readonly otherUser?: LoginCheckAccount;
  /** Signs in instead of the form. Checks that change a form are skipped then. */
  readonly login?: LoginScript;
  /** What the button or link says that refuses a login. @default Cancel, and its like in ten languages */
  readonly cancel?: string;
  /** The MCP server, by its URL or its `res_…` id. @default the first */
  readonly resource?: string;
  /** Ids of checks that are not for your login; their `skipped` says so. */
  readonly without?: readonly string[];
  /** Allows a login page that is not on this machine. @default false */
  readonly allowRemote?: boolean;
}

/** One thing that is checked, fit for any test runner. */
export interface LoginCheck {
  /** Stays the same from version to version, such as `both-parameters`. */
  readonly id: string;
  /** A statement about your login. */
  readonly name: string;
  /** What is demanded, and why. */
  readonly rule: string;
  /** Why it cannot run with these options, if that is known already. */
  readonly skipped?: string;
  /**
   * Resolves when the check has passed. One runs at a time: checks that are run at once wait for each other. Most end
   * within a second, those with outages may take 30 s.
   * @throws {LoginCheckFailedError}
   * @throws {LoginCheckSkippedError} if it could not run, which is no success
   */
  readonly run: () => Promise<void>;
}
