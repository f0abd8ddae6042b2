import type { LoginRequest } from 'nestjs-scalekit-federation';
import { withLoginRequest } from '../login-request/pending-login.js';
import { html, type Html } from '../pages/html.js';

/** Links from the login page to what is there in development only. */
export function otherWays(loginRequest: LoginRequest | undefined): Html {
  return html`<p class="small">
    New here?
    <a href="${withLoginRequest('/login-styles/sign-up', loginRequest)}">Create an account</a>, or
    see <a href="${withLoginRequest('/login-styles', loginRequest)}">every way to sign in</a>.
  </p>`;
}
