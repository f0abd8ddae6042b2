import type { LoginRequest } from 'nestjs-scalekit-federation';
import {
  cancelLogin,
  loginRequestFields,
  loginRequestScripts,
} from '../../login-request/pending-login.js';
import { html } from '../../pages/html.js';
import { layout } from '../../pages/layout.js';
import { demoCode } from './demo-code.js';

/** The second page: the password was right, and nobody is signed in yet. */
export function codePage({
  failed = false,
  halfLogin,
  loginRequest,
}: {
  readonly failed?: boolean;
  readonly halfLogin: string;
  readonly loginRequest?: LoginRequest | undefined;
}): string {
  return layout({
    title: failed ? 'Wrong code' : 'Enter your code',
    narrow: true,
    scripts: loginRequestScripts(loginRequest),
    content: html`<section class="card">
        <h1>Enter your code</h1>
        <p class="soft">Your authenticator app shows six digits for Waybill.</p>
        ${
          failed &&
          html`<p class="alert" role="alert" id="failure">
            That code is wrong, or was used already. Wait for the next one.
          </p>`
        }
        <form method="post" action="/login-styles/totp/code">
          <input type="hidden" name="half_login" value="${halfLogin}" />
          <label for="code">Code</label>
          <input
            id="code"
            name="code"
            inputmode="numeric"
            autocomplete="one-time-code"
            pattern="\\s*\\d{3}\\s*\\d{3}\\s*"
            title="Six digits"
            required
            autofocus
            ${failed && html`aria-invalid="true" aria-describedby="failure"`}
          />
          ${loginRequestFields(loginRequest)}
          <button class="wide">Sign in</button>
        </form>
        ${cancelLogin(loginRequest)}
      </section>
      ${demoCode()}`,
  });
}
