import type { BegunLogin } from '../begin-login/begun-login.js';
import type { LoginBrowser } from '../begin-login/login-browser.js';
import type { Recorder } from './recorder.js';

/** One tab of a browser, and all that the browser sends. */
export interface Tab {
  readonly tab: LoginBrowser;
  readonly recorder: Recorder;
}

/** A login request that Scalekit has sent a browser off with. It has not arrived at the app yet. */
export interface Visit extends Tab {
  readonly login: BegunLogin;
  /** The app's login page with both parameters. */
  readonly url: URL;
  readonly loginRequestId: string;
  readonly state: string;
}

/** The app's login page without Scalekit's parameters. Its own query stays. */
export function plainUrlOf(url: URL): string {
  const plain = new URL(url);
  for (const name of ['login_request_id', 'state']) plain.searchParams.delete(name);
  return plain.href;
}

/** The login page of a visit with other values of the two parameters; undefined leaves one out. */
export function loginUrlWith(
  visit: Visit,
  parameters: Readonly<Record<string, string | undefined>>,
): string {
  const url = new URL(visit.url);
  for (const [name, value] of Object.entries(parameters)) {
    if (value === undefined) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  return url.href;
}
