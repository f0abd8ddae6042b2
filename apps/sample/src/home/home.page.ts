import {
  connectedAppsSection,
  type ConnectedAppsSection,
} from '../connected-apps/connected-apps.section.js';
import { html, type Html } from '../pages/html.js';
import { layout } from '../pages/layout.js';
import type { Shipment } from '../shipments/shipments.service.js';
import { isAdministrator, type User } from '../users/user.js';
import { demoSection } from './demo.section.js';

/** The first page after signing in: the company's shipments, who is signed in, and what they have connected. */
export function homePage(
  user: User,
  shipments: readonly Shipment[],
  connectedApps: ConnectedAppsSection,
  emulatorUrl: string | undefined,
): string {
  return layout({
    title: 'Shipments',
    aside: html`<form method="post" action="/logout">
      <span class="soft">${user.email}</span>
      <button class="quiet">Sign out</button>
    </form>`,
    content: html`<h1>Hello, ${user.givenName ?? user.name}</h1>
      <p class="soft">These are the shipments of ${user.organization.name}.</p>
      <section class="card" aria-labelledby="shipments">
        <h2 id="shipments">Shipments</h2>
        ${shipments.length > 0 ? shipmentTable(shipments) : html`<p>There are none yet.</p>`}
      </section>
      <section class="card" aria-labelledby="account">
        <h2 id="account">Your account</h2>
        <dl>
          <dt>Name</dt>
          <dd>${user.name}</dd>
          <dt>E-mail</dt>
          <dd>${user.email}</dd>
          <dt>Organization</dt>
          <dd>${user.organization.name} (${user.organization.plan} plan)</dd>
          <dt>Department</dt>
          <dd>${user.department ?? '–'}</dd>
          <dt>Roles</dt>
          <dd>${user.roles.join(', ')}</dd>
          <dt>User id</dt>
          <dd>${user.id}</dd>
        </dl>
        ${isAdministrator(user) && peopleLink(user)}
      </section>
      ${connectedAppsSection(connectedApps)} ${emulatorUrl && demoSection(emulatorUrl)}`,
  });
}

function peopleLink({ organization }: User): Html {
  return html`<p class="small"><a href="/people">People of ${organization.name}</a></p>`;
}

function shipmentTable(shipments: readonly Shipment[]): Html {
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Number</th>
        <th scope="col">To</th>
        <th scope="col">Carrier</th>
        <th scope="col">Due</th>
        <th scope="col">Status</th>
      </tr>
    </thead>
    <tbody>
      ${shipments.map(shipmentRow)}
    </tbody>
  </table>`;
}

function shipmentRow({ id, destination, carrier, dueOn, status }: Shipment) {
  return html`<tr>
    <td>${id}</td>
    <td>${destination}</td>
    <td>${carrier}</td>
    <td><time datetime="${dueOn}">${dueOn}</time></td>
    <td><span class="tag">${status}</span></td>
  </tr>`;
}
