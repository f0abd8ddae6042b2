import type { EmulatorCredentials } from '../credentials.js';
import type { Environment } from '../environment/environment.js';
import { toEnvLines } from '../environment/env-lines.js';
import type { Resource } from '../environment/resource.js';
import { authLog, type AuthRequest } from '../journal/auth-log.js';
import type { Journal } from '../journal/journal.js';
import type { LoginRequests } from '../login-request/login-request.js';
import type { Reply } from '../server/exchange.js';
import { authLogSection } from './auth-log-section.js';
import { html, type Html } from './html.js';
import { page } from './page.js';

/** What to copy, what runs, and what happened. */
export function homePage(
  environment: Environment,
  credentials: EmulatorCredentials,
  journal: Journal,
  requests: LoginRequests,
): Reply {
  const logins = authLog(journal.entries());
  const clientName = ({ loginRequestId = '' }: AuthRequest): string | undefined =>
    requests.findById(loginRequestId)?.authorization.client.name;
  return page(
    200,
    'Auth log',
    html`<h1>A Scalekit environment, emulated</h1>
      <p>Nothing here is real and nobody is checked. Never give it a user’s password.</p>
      <h2 id="env">Your app’s <code>.env</code></h2>
      <pre tabindex="0">${toEnvLines(credentials).join('\n')}</pre>
      <h2>What runs</h2>
      ${environment.resources.map((resource) => resourceSection(environment, resource))}
      <div class="heading">
        <h2>Auth requests</h2>
        <a href="/">Reload</a>
      </div>
      ${droppedNote(journal.dropped)} ${authLogSection(logins, clientName)}`,
    { wide: true },
  );
}

function droppedNote(dropped: number): Html | undefined {
  if (dropped === 0) return undefined;
  return html`<p class="dim">${String(dropped)} older entries of the journal had to make room.</p>`;
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
