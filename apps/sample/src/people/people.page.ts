import { html, type Html } from '../pages/html.js';
import { layout } from '../pages/layout.js';
import type { User } from '../users/user.js';
import type { Person } from './people.service.js';

/** Who works at the administrator's organization, and how somebody leaves it. */
export function peoplePage(
  administrator: User,
  people: readonly Person[],
  message?: { readonly text: string; readonly isProblem?: boolean },
): string {
  return layout({
    title: 'People',
    aside: html`<a href="/">Shipments</a>`,
    content: html`<h1>People</h1>
      <p class="soft">Everybody of ${administrator.organization.name}.</p>
      ${
        message &&
        html`<p
          class="${message.isProblem ? 'alert' : 'hint'}"
          role="${message.isProblem ? 'alert' : 'status'}"
        >
          ${message.text}
        </p>`
      }
      <section class="card">
        <table>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">E-mail</th>
              <th scope="col">Roles</th>
              <th scope="col"></th>
            </tr>
          </thead>
          <tbody>
            ${people.map((person) => row(person, person.id === administrator.id))}
          </tbody>
        </table>
      </section>`,
  });
}

function row(person: Person, isAdministrator: boolean): Html {
  return html`<tr>
    <td>${person.name}</td>
    <td>${person.email}</td>
    <td>${person.roles.join(', ')}</td>
    <td>${isAdministrator ? 'You' : wayOut(person)}</td>
  </tr>`;
}

/** Opened before it is pressed, since nothing takes it back. */
function wayOut({ id, name, disabled }: Person): Html {
  const button = disabled ? 'Disconnect once more' : 'Off-board';
  return html`${disabled && html`<span class="tag">blocked</span>`}
    <details>
      <summary>${button}<span class="unseen"> ${name}</span></summary>
      <form method="post" action="/people/off-board">
        <input type="hidden" name="id" value="${id}" />
        <p class="small">
          ${
            disabled
              ? 'Ends what AI apps may still have.'
              : 'Blocks the account, ends its sessions, and disconnects all of its AI apps.'
          }
        </p>
        <button>${button}</button>
      </form>
    </details>`;
}
