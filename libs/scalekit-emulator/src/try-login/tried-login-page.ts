import type { FinishedLogin } from '../begin-login/begun-login.js';
import { LoginStoppedError } from '../begin-login/login-stopped.error.js';
import type { Environment } from '../environment/environment.js';
import type { AuthRequest } from '../journal/auth-log.js';
import { timelineOf } from '../pages/auth-log-section.js';
import { html, type Html } from '../pages/html.js';
import { page } from '../pages/page.js';
import type { Reply } from '../server/exchange.js';
import { nextSteps } from './next-steps.js';
import { tryLoginForms } from './try-login-form.js';
import type { TriedLogin } from './tried-logins.js';

/** What the AI app has now, every step that led there, and what to change next. */
export function triedLoginPage(
  environment: Environment,
  { outcome }: TriedLogin,
  steps: AuthRequest | undefined,
): Reply {
  return page(
    200,
    titleOf(outcome),
    html`<h1>${titleOf(outcome)}</h1>
      ${outcomeSection(outcome)}
      <h2>The steps, with what went over the wire</h2>
      ${
        steps
          ? html`<ol class="timeline">
              ${timelineOf(steps, true)}
            </ol>`
          : html`<p class="dim">The journal was cleared since.</p>`
      }
      <h2>What to change next</h2>
      ${nextSteps(environment)}
      <div class="actions">
        ${tryLoginForms(environment, 'Try another login')}
        <a class="button" href="/">Back to the auth log</a>
      </div>`,
    { wide: true },
  );
}

function titleOf(outcome: TriedLogin['outcome']): string {
  if (outcome === undefined) return 'This login is not finished yet';
  if (outcome instanceof LoginStoppedError) return 'The AI app got no token';
  return 'The AI app has its token';
}

function outcomeSection(outcome: TriedLogin['outcome']): Html {
  if (outcome === undefined) {
    return html`<p>Finish it on your app’s login page, then reload this one.</p>`;
  }
  return outcome instanceof LoginStoppedError ? stopped(outcome) : finished(outcome);
}

function stopped({ message, oauthError }: LoginStoppedError): Html {
  if (oauthError !== 'access_denied') return html`<p>${message}.</p>`;
  return html`<p>
    It was told <code>access_denied</code>: your app said that nobody signed in, or the person did
    not allow it.
  </p>`;
}

function finished({ claims, scopes, expiresInSeconds }: FinishedLogin): Html {
  const minutes = Math.round(expiresInSeconds / 60);
  return html`<p>
      Your app told Scalekit who signed in. Scalekit gave the AI app an access token for that
      person, good for ${minutes} minutes. An MCP server reads these claims in it:
    </p>
    <dl class="facts">
      <dt>Who (<code>sub</code>)</dt>
      <dd>${claims.sub}</dd>
      <dt>E-mail</dt>
      <dd>${claims.email ?? 'not in the token'}</dd>
      <dt>Scopes</dt>
      <dd>${scopes.join(' ')}</dd>
    </dl>
    <details>
      <summary>All claims</summary>
      <pre tabindex="0">${JSON.stringify(claims, null, 2)}</pre>
    </details>`;
}
