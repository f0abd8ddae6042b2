import type { SampleConfig } from '../../config/sample.config.js';
import { html, type Html } from '../../pages/html.js';

/** The front end elsewhere, in the list of ways to sign in; by both its names. */
export function frontEndCard({ frontEnd }: SampleConfig): Html | undefined {
  if (frontEnd === undefined) return undefined;
  return html`<section class="card" aria-labelledby="front-end">
    <h2 id="front-end">A front end on another origin</h2>
    <p>
      Its page signs people in here by fetch, without any cookie, and its script carries a ticket.
      Both addresses are the same server, on the same site as this app and on another:
    </p>
    <ul>
      ${frontEnd.origins.map((origin) => html`<li><a href="${origin}/">${origin}</a></li>`)}
    </ul>
    <p class="small">
      This list can't take an AI app along to where its cookies don't go. Have Scalekit lead there:
      <code>LOGIN_URL=${frontEnd.origins[0]}/ npm start</code>.
    </p>
  </section>`;
}
