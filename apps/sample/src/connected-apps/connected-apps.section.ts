import type { ConnectedApp } from 'nestjs-scalekit-federation';
import { html, type Html } from '../pages/html.js';

export interface ConnectedAppsSection {
  /** Undefined where Scalekit does not say. */
  readonly apps: readonly ConnectedApp[] | undefined;
  /** Why the last press of a button did nothing. */
  readonly problem?: string | undefined;
}

/** What a person has connected, each with a button that ends it. */
export function connectedAppsSection({ apps, problem }: ConnectedAppsSection): Html {
  return html`<section class="card" aria-labelledby="connected-apps">
    <h2 id="connected-apps">Connected apps</h2>
    ${problem && html`<p class="alert" role="alert">${problem}</p>`} ${listOf(apps)}
  </section>`;
}

function listOf(apps: ConnectedAppsSection['apps']): Html {
  if (apps === undefined) {
    return html`<p>
      What is connected can't be shown right now: the service that connects AI apps does not answer.
      Load this page again in a minute.
    </p>`;
  }
  if (apps.length === 0) return html`<p>No AI app is connected to your account.</p>`;
  return html`<table>
      <thead>
        <tr>
          <th scope="col">App</th>
          <th scope="col">What it may do</th>
          <th scope="col">Since</th>
          <th scope="col"></th>
        </tr>
      </thead>
      <tbody>
        ${apps.map(row)}
      </tbody>
    </table>
    <p class="soft small">
      The names are what the apps call themselves. An app that you disconnect gets no further
      access; what it holds at that moment runs out by itself.
    </p>`;
}

function row({ id, clientName, scopes, grantedAt }: ConnectedApp): Html {
  const name = clientName === '' ? 'An app without a name' : clientName;
  const day = grantedAt?.toISOString().slice(0, 10);
  return html`<tr>
    <td><bdi>${name}</bdi></td>
    <td>${scopes.length > 0 ? scopes.join(', ') : '–'}</td>
    <td>${day ? html`<time datetime="${day}">${day}</time>` : '–'}</td>
    <td>
      <form method="post" action="/connected-apps/disconnect">
        <input type="hidden" name="id" value="${id}" />
        <button class="quiet" aria-label="Disconnect ${name}">Disconnect</button>
      </form>
    </td>
  </tr>`;
}
