import type { LoginRequest } from 'nestjs-scalekit-federation';
import { html, trusted, type Html } from '../pages/html.js';

/** What every page with `cancelLogin` loads while an AI app waits. */
export function loginRequestScripts(loginRequest: LoginRequest | undefined): readonly string[] {
  return loginRequest ? ['/countdown.js', '/working.js'] : [];
}

/** For above a login form: why somebody meets it who is signed in already. */
export function signInAgain(loginRequest: LoginRequest | undefined): Html | false {
  return loginRequest?.reauthenticate === true && html`<p class="hint">${signInAgainText}</p>`;
}

/** For pages that only their script can tell whether to show it. */
export const signInAgainText =
  'Sign in again to connect your AI app. What it asks for needs a sign-in that is made for it.';

/** For directly above the button of a login form: the notice, and the field that names the login request. */
export function loginRequestFields(loginRequest: LoginRequest | undefined): Html | undefined {
  return loginRequest && trusted(loginRequest.formFields);
}

/**
 * What a press of another button on the page leads to, in short. The name is what the app calls itself:
 * anybody may choose any.
 */
export function shortNotice({ client }: LoginRequest): Html {
  const place = client?.domain && html` at ${client.domain}`;
  const name = client?.name && html` that calls itself “<bdi>${client.name}</bdi>”`;
  return html`<p class="soft small">
    This connects an AI app${place}${name} to your account. Go on only if you started this yourself,
    a moment ago.
  </p>`;
}

/** For below a login form: the way out, how long the AI app waits, and what to do after that. */
export function cancelLogin(loginRequest: LoginRequest | undefined): Html | undefined {
  if (loginRequest === undefined) return undefined;
  const { txn, expiresAt } = loginRequest;
  const iso = expiresAt.toISOString();
  const secondsLeft = Math.max(0, Math.ceil((expiresAt.getTime() - Date.now()) / 1000));
  const minutesLeft = Math.max(1, Math.ceil(secondsLeft / 60));
  return html`<form class="apart" method="post" action="/login/cancel">
      <input type="hidden" name="scalekit_txn" value="${txn}" />
      <button class="quiet">Cancel</button>
      <p class="soft small" data-seconds-left="${secondsLeft}">
        Your AI app waits until <time datetime="${iso}">${iso.slice(11, 16)} UTC</time> (<span
          data-left
          role="timer"
          >less than ${minutesLeft} ${minutesLeft === 1 ? 'minute' : 'minutes'} left</span
        >).
      </p>
    </form>
    <div data-expired hidden role="alert">
      <p class="alert">
        Your AI app no longer waits for this sign-in. Start again from your AI app.
      </p>
      <p class="small"><a href="/login">Sign in without connecting it</a></p>
    </div>`;
}

/** The same login request on another page of this app. */
export function withLoginRequest(path: string, loginRequest: LoginRequest | undefined): string {
  return loginRequest ? `${path}?scalekit_txn=${loginRequest.txn}` : path;
}
