import type { AuthRequest, TimelineStep } from '../journal/auth-log.js';
import type { JournalEntry } from '../journal/journal-entry.js';
import { html, type Html } from './html.js';
import { stepMeaning } from './step-meaning.js';

/** Older ones stay in the journal. */
const shown = 50;

/** Every login with its steps; each opens without script. */
export function authLogSection(
  logins: readonly AuthRequest[],
  clientName: (login: AuthRequest) => string | undefined,
): Html {
  if (logins.length === 0) {
    return html`<p class="dim">
      No login yet. Try one here, or start one from your MCP client: it appears by itself.
    </p>`;
  }
  return html`<ol class="logins">
      ${logins.slice(0, shown).map((login, index) => loginItem(login, clientName(login), index === 0))}
    </ol>
    ${
      logins.length > shown
        ? html`<p class="dim">The ${shown} newest of ${logins.length}; all are in the journal.</p>`
        : undefined
    }`;
}

function loginItem(login: AuthRequest, clientName: string | undefined, open: boolean): Html {
  return html`<li>
    <details${open ? html` open` : undefined} data-key="${login.authRequestId}">
      <summary>
        <span class="status ${login.status.toLowerCase()}">${login.status}</span>
        <span class="who">${login.sub ?? (login.status === 'Failure' ? 'nobody' : 'nobody yet')}</span>
        <span class="dim">${clientName ?? login.clientId ?? 'unknown client'}</span>
        <time class="dim" datetime="${login.startedAt}">${clock(login.startedAt)}</time>
      </summary>
      <p class="dim ids">
        <code>${login.authRequestId}</code> <code>${login.loginRequestId ?? ''}</code>
        <code>${login.connectionId ?? ''}</code>
      </p>
      <ol class="timeline">
        ${timelineOf(login)}
      </ol>
    </details>
  </li>`;
}

/**
 * The steps of one login; each opens to what went over the wire.
 * @param explained with a sentence on each
 */
export function timelineOf({ authRequestId, timeline }: AuthRequest, explained = false): Html[] {
  return timeline.map((step, index) => stepItem(step, `${authRequestId}/${index}`, explained));
}

function stepItem(
  { title, afterMs, failed, entry }: TimelineStep,
  key: string,
  explained: boolean,
): Html {
  const meaning = explained ? stepMeaning(entry) : undefined;
  return html`<li${failed ? html` class="failed"` : undefined}>
    <details data-key="${key}">
      <summary>
        <span>${title}</span>
        ${entry.fault ? html`<span class="status failure">Fault</span>` : undefined}
        ${entry.grpc === undefined ? undefined : html`<span class="status">gRPC</span>`}
        <span class="dim">${entry.status || 'reset'}, +${afterMs} ms</span>
        ${meaning === undefined ? undefined : html`<span class="dim meaning">${meaning}</span>`}
      </summary>
      <pre tabindex="0">${wireOf(entry)}</pre>
    </details>
  </li>`;
}

/** What went over the wire, as the journal keeps it: without secrets. */
function wireOf(entry: JournalEntry): string {
  const { step, method, path, query, request, status, location, response } = entry;
  const leadsOn = step === 'login_redirect' || step === 'code';
  const sent = [
    `${method} ${path}`,
    ...(query === undefined ? [] : [pretty(query)]),
    ...(request === undefined ? [] : [pretty(request)]),
    '',
  ];
  const came = [
    status === 0 ? 'the connection was reset' : `HTTP ${status}`,
    ...(location === undefined ? [] : [`Location: ${location}`]),
    ...(response === undefined ? [] : [pretty(response)]),
  ];
  return [...(leadsOn ? [] : sent), ...came].join('\n');
}

function pretty(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

function clock(at: string): string {
  return `${at.slice(11, 19)} UTC`;
}
