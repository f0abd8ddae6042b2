import type { EmulatorCredentials } from '../credentials.js';
import type { Environment } from '../environment/environment.js';
import { toEnvLines } from '../environment/env-lines.js';
import type { Resource } from '../environment/resource.js';
import { hostOf, type Exchange, type Reply } from '../server/exchange.js';
import { tryLoginForms } from '../try-login/try-login-form.js';
import { html, type Html } from './html.js';
import { liveLogScript } from './live-log-script.js';
import type { LiveLog } from './live-log.js';
import { page } from './page.js';

/** What this is, a login to try, what happened, what to copy, and what runs. */
export function homePage(
  { request }: Exchange,
  environment: Environment,
  credentials: EmulatorCredentials,
  log: LiveLog,
): Reply {
  const { section, head } = log.shown();
  return page(
    200,
    'Auth log',
    html`<h1>A Scalekit environment, emulated</h1>
      <p>
        This stands in for <a href="https://www.scalekit.com">Scalekit</a> on your machine: it
        connects AI apps (MCP clients) to your MCP server, and asks your app’s own login who the
        person is.
      </p>
      ${tryIt(environment, hostOf(request))}
      <p class="dim">
        Nothing here is real and nobody is checked. Never give it a user’s password.
      </p>
      <h2>Logins</h2>
      ${section}
      <h2 id="env">Your app’s <code>.env</code></h2>
      <pre tabindex="0">${toEnvLines(credentials).join('\n')}</pre>
      <h2>What runs</h2>
      ${environment.resources.map((resource) => resourceSection(environment, resource))}`,
    { wide: true, head, script: liveLogScript },
  );
}

/** Elsewhere than at its own address a browser would lose the login's cookie on the way. */
function tryIt(environment: Environment, host: string): Html {
  const { url } = environment;
  if (host !== new URL(url).host) {
    return html`<p>To try a login, open <a href="${url}">${url}</a>.</p>`;
  }
  return html`<p>
      <strong>Try a login:</strong> the emulator plays the AI app. You sign in on your app’s own
      login page, allow it, and come back here to see what the AI app got.
    </p>
    <div class="actions">${tryLoginForms(environment)}</div>`;
}
function resourceSection(environment: Environment, resource: Resource): Html {
  const { url } = environment;
  const connection = `${url}/api/v1/connections/${resource.connectionId}`;
  return html`<details class="resource">
    <summary>
      <span class="who">${resource.name}</span>
      <code>${resource.url ?? 'any resource'}</code>
    </summary>
    <dl>
      <dt>Connection and resource</dt>
      <dd><code>${resource.connectionId}</code><br /><code>${resource.id}</code></dd>
      <dt>Your login page</dt>
      <dd><code>${resource.loginUrl ?? 'not configured yet'}</code></dd>
      <dt>
        Authorization server (<code>authorization_servers</code> in the MCP server’s metadata)
      </dt>
      <dd><code>${environment.urlOf(resource)}</code></dd>
      <dt>Where your backend posts the user</dt>
      <dd><code>${connection}/auth-requests/{login_request_id}/user</code></dd>
      <dt>Where your app sends the browser back</dt>
      <dd>
        <code
          >${url}/sso/v1/connections/${resource.connectionId}/partner:callback?state={state}</code
        >
      </dd>
    </dl>
  </details>`;
}
