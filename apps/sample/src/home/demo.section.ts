import { demoUsers } from '../demo/demo-data.js';
import { html, type Html } from '../pages/html.js';

const [alice] = demoUsers;

/** What this app is part of, where Scalekit is an emulator on the same machine. */
export function demoSection(emulatorUrl: string): Html {
  return html`<section class="card" aria-labelledby="demo">
    <h2 id="demo">This is a demo</h2>
    <p>
      Waybill stands for an app that you have: it has its own people, passwords and sessions.
      <code>nestjs-scalekit-federation</code> connects its login to Scalekit, so that AI apps can
      reach an MCP server as the person who signs in here.
    </p>
    <p>
      To see it, press <em>Try a login</em> at <a href="${emulatorUrl}">the Scalekit emulator</a>:
      it plays the AI app. Sign in as ${alice.email} with the password
      <code>${alice.password}</code>.
    </p>
    <p class="small"><a href="/login-styles">Every way to sign in here</a></p>
  </section>`;
}
