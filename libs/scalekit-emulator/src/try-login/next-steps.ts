import type { Environment } from '../environment/environment.js';
import { html, type Html } from '../pages/html.js';

/** Experiments, each with what is to be seen. */
export function nextSteps({ url, firstResource }: Environment): Html {
  const { url: mcpServer, loginUrl } = firstResource;
  return html`<ol class="next">
    <li>
      <strong>Try another login now.</strong> You are signed in already. Your app must ask before it
      uses that account, since anybody can send you such a link.
    </li>
    <li>
      <strong>Press Cancel</strong> on your login page. The AI app is told
      <code>access_denied</code>.
    </li>
    <li>
      <strong>Make Scalekit fail once</strong>, then try a login. Your app must not send the browser
      on, and the next press must work:
      <pre tabindex="0">
curl ${url}/emulator/faults --json '{ "on": "push", "status": 503, "times": 1 }'</pre>
    </li>
    <li>
      <strong>Have the whole login checked</strong>, by what people, browsers and attackers do:
      <pre tabindex="0">
CHECK_PASSWORD='…' npx scalekit-emulator check --login-url ${loginUrl} --user …</pre>
    </li>
    <li>
      <strong>Tell more of the person</strong>, such as <code>roles</code> or
      <code>custom_attributes</code>, where your app maps its user. They come back as claims.
    </li>
    ${
      mcpServer === undefined
        ? undefined
        : html`<li>
            <strong>Connect a real AI app</strong> to your MCP server:
            <pre tabindex="0">claude mcp add --transport http my-server ${mcpServer}</pre>
          </li>`
    }
  </ol>`;
}
