import type { Environment } from '../environment/environment.js';
import type { Resource } from '../environment/resource.js';
import { html, type Html } from '../pages/html.js';

/** A button for each MCP server whose login page is known; for the others what is missing. */
export function tryLoginForms(environment: Environment, label = 'Try a login'): Html[] {
  const { resources } = environment;
  const several = resources.length > 1;
  return resources.map((resource) =>
    resource.loginUrl === undefined
      ? loginUrlMissing(resource)
      : html`<form method="post" action="/try">
          <input type="hidden" name="resource" value="${resource.id}" />
          <button class="primary">${several ? `${label}: ${resource.name}` : label}</button>
        </form>`,
  );
}

function loginUrlMissing({ name }: Resource): Html {
  return html`<p>
    To try a login for ${name}, say where your app’s login page is:
    <code>--login-url http://localhost:3000/login</code>
  </p>`;
}
