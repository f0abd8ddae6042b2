import { authLog, type AuthRequest } from '../journal/auth-log.js';
import type { Journal } from '../journal/journal.js';
import type { LoginRequests } from '../login-request/login-request.js';
import type { Exchange, Reply } from '../server/exchange.js';
import { authLogSection } from './auth-log-section.js';
import { html, type Html } from './html.js';

/** The auth log, and what has changed in it since a page showed it. */
export class LiveLog {
  constructor(
    private readonly journal: Journal,
    private readonly requests: LoginRequests,
  ) {}

  /** With a script it stays up to date by itself; without one the page is asked for anew while a login runs. */
  shown(): { readonly section: Html; readonly head: Html | undefined } {
    const logins = this.#logins();
    const section = html`<p class="dim" id="log-state" role="status">
        <noscript
          >While a login runs, this page reloads itself. <a href="/">Reload it now</a></noscript
        >
      </p>
      <div id="log" data-version="${this.journal.version}">${this.#list(logins)}</div>`;
    return { section, head: waits(logins[0]) ? reload : undefined };
  }

  /** 204 if nothing has happened after that version. */
  since({ url }: Exchange): Reply {
    const headers = { 'cache-control': 'no-store', 'x-auth-log-version': this.journal.version };
    if (url.searchParams.get('after') === this.journal.version) {
      return { status: 204, headers, body: '' };
    }
    const type = {
      'content-type': 'text/html; charset=utf-8',
      'x-content-type-options': 'nosniff',
    };
    return {
      status: 200,
      headers: { ...headers, ...type },
      body: this.#list(this.#logins()).markup,
    };
  }

  #logins(): readonly AuthRequest[] {
    return authLog(this.journal.entries());
  }

  #list(logins: readonly AuthRequest[]): Html {
    const { dropped } = this.journal;
    const clientName = ({ loginRequestId = '' }: AuthRequest): string | undefined =>
      this.requests.findById(loginRequestId)?.authorization.client.name;
    return html`${dropped > 0 ? droppedNote(dropped) : undefined}
    ${authLogSection(logins, clientName)}`;
  }
}

const reload = html`<noscript><meta http-equiv="refresh" content="3" /></noscript>`;

/** The newest login waits for a person. */
function waits(newest: AuthRequest | undefined): boolean {
  return newest?.status === 'Initiated' || newest?.status === 'Pending';
}

function droppedNote(dropped: number): Html {
  return html`<p class="dim">${String(dropped)} older entries of the journal had to make room.</p>`;
}
