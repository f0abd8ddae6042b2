import type { LoginRequest } from 'nestjs-scalekit-federation';
import {
  cancelLogin,
  loginRequestFields,
  loginRequestScripts,
  signInAgain,
} from '../login-request/pending-login.js';
import { html, type Html } from '../pages/html.js';
import { layout } from '../pages/layout.js';

interface LoginForm {
  /** What the last try was refused with. */
  readonly problem?: string | false | undefined;
  /** The address of the last try. */
  readonly email?: unknown;
  /** What an AI app waits for. */
  readonly loginRequest?: LoginRequest | undefined;
  readonly action?: string;
  readonly heading?: string;
  readonly introduction?: string | Html;
  /** Right below the form: other ways to sign in with the same press of a button. */
  readonly buttons?: Html | undefined;
  /** Below everything. */
  readonly otherWays?: Html | undefined;
}

/** Never says whether the address or the password was wrong. */
export const wrongPassword =
  "That e-mail address and password don't belong together. Please try again.";

/** A form for e-mail address and password. */
export function loginPage({
  problem = false,
  email,
  loginRequest,
  action = '/login',
  heading = 'Sign in',
  introduction = 'Use your work account.',
  buttons,
  otherWays,
}: LoginForm): string {
  const invalid = problem && html`aria-invalid="true" aria-describedby="failure"`;
  return layout({
    title: problem ? 'Sign-in failed' : heading,
    narrow: true,
    scripts: loginRequestScripts(loginRequest),
    content: html`<section class="card">
      <h1>${heading}</h1>
      <p class="soft">${introduction}</p>
      ${signInAgain(loginRequest)}
      ${problem && html`<p class="alert" role="alert" id="failure">${problem}</p>`}
      <form method="post" action="${action}">
        <label for="email">E-mail address</label>
        <input
          id="email"
          name="email"
          type="email"
          value="${typeof email === 'string' && email}"
          autocomplete="username"
          required
          ${invalid}
          ${!problem && autofocus}
        />
        <label for="password">Password</label>
        <input
          id="password"
          name="password"
          type="password"
          autocomplete="current-password"
          required
          ${invalid}
          ${problem && autofocus}
        />
        ${loginRequestFields(loginRequest)}
        <button class="wide">Sign in</button>
      </form>
      ${buttons} ${cancelLogin(loginRequest)} ${otherWays}
    </section>`,
  });
}

const autofocus = html`autofocus`;
