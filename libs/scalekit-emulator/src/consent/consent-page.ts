import type { Environment } from '../environment/environment.js';
import { html } from '../pages/html.js';
import { page } from '../pages/page.js';
import type { Reply } from '../server/exchange.js';
import type { Consent } from './consents.js';

/** Names the client, where it gets its answer, what it asks for, and as whom: MCP's advice against confused deputies. */
export function consentPage(environment: Environment, { id, formToken, request }: Consent): Reply {
  const { clientId, redirectUri, scopes, resourceId, ...asked } = request.authorization;
  const resource = environment.resourceById(resourceId) ?? environment.firstResource;
  const user = request.user ?? {};
  const client = asked.client.name ?? clientId;
  const name = user.name ?? [user.given_name, user.family_name].filter(Boolean).join(' ');
  return page(
    200,
    `Allow ${client}?`,
    html`<h1>Allow ${client} to use ${resource.name} as you?</h1>
      <dl>
        <dt>Signed in as</dt>
        <dd>${name ? html`${name}<br />` : undefined}${user.email}</dd>
        ${organizationOf(user.organization_external_name ?? environment.organizations.of(user)?.name)}
        <dt>The app</dt>
        <dd>${client}<br /><code>${clientId}</code></dd>
        <dt>Gets its answer at</dt>
        <dd><code>${redirectUri}</code></dd>
        <dt>Asks for</dt>
        <dd>${scopes.length > 0 ? html`<code>${scopes.join(' ')}</code>` : 'no scope'}</dd>
      </dl>
      <form method="post" action="/consent/${id}">
        <input type="hidden" name="csrf" value="${formToken}" />
        <div class="actions">
          <button class="primary" name="action" value="allow">Allow</button>
          <button name="action" value="deny">Deny</button>
        </div>
      </form>`,
  );
}

function organizationOf(organization: string | undefined) {
  return organization === undefined
    ? undefined
    : html`<dt>Organization</dt>
        <dd>${organization}</dd>`;
}
