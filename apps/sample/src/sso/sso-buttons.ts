import type { LoginRequest } from 'nestjs-scalekit-federation';
import type { SampleConfig } from '../config/sample.config.js';
import { shortNotice } from '../login-request/pending-login.js';
import { html, type Html } from '../pages/html.js';
import { offeredWays, providerNames } from './sso-ways.js';

/**
 * A button for each identity provider. It posts, with the field that names the login request: that
 * proves that the person meant it, so nobody is asked again after the trip. What the press leads to
 * stands above each: a small window may show no more of the page than one of them.
 */
export function ssoButtons(config: SampleConfig, loginRequest: LoginRequest | undefined): Html {
  return html`${offeredWays(config).map(
    (way) =>
      html`<form method="post" action="/sso/${way}">
        ${
          loginRequest &&
          html`<input type="hidden" name="scalekit_txn" value="${loginRequest.txn}" />
            ${shortNotice(loginRequest)}`
        }
        <button class="wide quiet">Sign in with ${providerNames[way]}</button>
      </form>`,
  )}`;
}
