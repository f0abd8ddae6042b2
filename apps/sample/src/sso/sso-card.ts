import type { LoginRequest } from 'nestjs-scalekit-federation';
import type { SampleConfig } from '../config/sample.config.js';
import { withLoginRequest } from '../login-request/pending-login.js';
import { html, type Html } from '../pages/html.js';
import { ssoButtons } from './sso-buttons.js';
import { offeredWays, protocols, providerNames } from './sso-ways.js';

/** Single sign-on in the list of ways to sign in, by a button and without a login page. */
export function ssoCard(
  config: SampleConfig,
  loginRequest: LoginRequest | undefined,
): Html | undefined {
  const ways = offeredWays(config);
  if (ways.length === 0) return undefined;
  return html`<section class="card" aria-labelledby="sso">
    <h2 id="sso">Single sign-on</h2>
    <p>
      An identity provider vouches for its people. A press of a button proves that this login is
      meant, so nobody is asked again after the trip.
    </p>
    ${ssoButtons(config, loginRequest)}
    <p class="small">
      A company may want no login page at all. Then the trip begins at once, and a page asks at its
      end whether the AI app is meant:
    </p>
    <ul>
      ${ways.map(
        (way) =>
          html`<li>
            <a href="${withLoginRequest(`/sso/${way}`, loginRequest)}"
              >${providerNames[way]} at once, by ${protocols[way]}</a
            >
          </li>`,
      )}
    </ul>
  </section>`;
}
