import { demoAuthenticator } from '../../demo/demo-data.js';
import { html, type Html } from '../../pages/html.js';
import { totp } from '../../users/authenticators.service.js';

/** Stands in for the phone of the demo's account. */
export function demoCode(): Html {
  const code = totp(demoAuthenticator.secret).generate();
  return html`<p class="soft small">
    For the demo: the key of dana@example.com is <code>${demoAuthenticator.secret}</code>, so its
    code is <strong>${code.slice(0, 3)} ${code.slice(3)}</strong> at the moment.
  </p>`;
}
