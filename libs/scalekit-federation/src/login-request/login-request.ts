import type { LoginRequestClient, LoginRequestResource } from '../details/login-request-details.js';
import { escapeHtml } from '../pages/html.js';
import type { Notice } from '../pages/notice.js';
import type { LoginRequestRecord } from './login-request-record.js';

/**
 * A login request of Scalekit that waits for a login in this browser. What Scalekit sent stays
 * private: printed, logged or serialised, this shows no more than a login page needs.
 */
export class LoginRequest {
  readonly #record: LoginRequestRecord;
  readonly #notice: Notice;
  #noticeWasRead = false;

  /** Plain text to show where people sign in. */
  declare readonly notice: string;
  /** HTML for inside the login form: the hidden field and the notice. */
  declare readonly formFields: string;

  /** Names this login request in URLs and in the log; it proves nothing by itself. */
  readonly txn: string;
  /** What a script sends back as `scalekit_txn`: the `txn`, or for a listed front end a sealed ticket. */
  readonly ticket: string;
  /** After this the person has to start again from the AI app. */
  readonly expiresAt: Date;
  /** The page that asks a signed-in person whether to go on. */
  declare readonly continueUrl: string;
  /** The person asked for another account: show the login form although somebody is signed in. */
  readonly switchAccount: boolean;
  /** The app that asks; undefined where `loginRequestDetails` did not answer. */
  declare readonly client?: LoginRequestClient;
  /** What it wants to do, at most 20 of its scopes; undefined where `loginRequestDetails` did not answer. */
  declare readonly scopes?: readonly string[];
  /** The MCP server that it wants to reach, where it names one. */
  declare readonly resource?: LoginRequestResource;

  /** @internal */
  constructor(
    record: LoginRequestRecord,
    { ticket, continueUrl, notice }: { ticket: string; continueUrl: string; notice: Notice },
  ) {
    this.#record = record;
    this.txn = record.txn;
    this.ticket = ticket;
    this.#notice = notice;
    this.#reveal('notice', () => this.#notice.text);
    this.#reveal('formFields', () => this.#fields());
    this.expiresAt = new Date(record.expiresAt);
    // A front end's ticket has no place in a URL before somebody has signed in: no serializer shows it.
    Object.defineProperty(this, 'continueUrl', {
      value: continueUrl,
      enumerable: !record.frontEnd,
    });
    const { switchAccount = false, reauthenticate = false, details } = record;
    this.switchAccount = switchAccount;
    if (reauthenticate) {
      Object.defineProperty(this, 'reauthenticate', { value: true, enumerable: true });
    }
    // Only what is known: whoever prints a login request need not see the rest.
    if (details) Object.assign(this, { client: details.client, scopes: details.scopes });
    if (details?.resource) Object.assign(this, { resource: details.resource });
  }

  /** The app's policy asks for a login of this very login request: show the login form although somebody is signed in. */
  get reauthenticate(): boolean {
    return false;
  }

  /** Own properties: template engines such as Handlebars refuse those of prototypes. */
  #reveal(name: 'notice' | 'formFields', value: () => string): void {
    const get = (): string => {
      this.#noticeWasRead = true;
      return value();
    };
    Object.defineProperty(this, name, { enumerable: true, get });
  }

  #fields(): string {
    return (
      `<input type="hidden" name="scalekit_txn" value="${escapeHtml(this.ticket)}">` +
      this.#notice.html
    );
  }

  toJSON(): Record<string, unknown> {
    const { txn, ticket, formFields, notice, expiresAt, continueUrl } = this;
    const { switchAccount, reauthenticate, client, scopes, resource } = this;
    const isOfFrontEnd = this.#record.frontEnd !== undefined;
    return {
      txn,
      ticket,
      formFields,
      notice,
      expiresAt,
      switchAccount,
      ...(isOfFrontEnd ? {} : { continueUrl }),
      ...(reauthenticate && { reauthenticate }),
      ...(client && { client, scopes }),
      ...(resource && { resource }),
    };
  }

  /** @internal Whether the page can have shown the notice. */
  static noticeWasRead(request: LoginRequest): boolean {
    return request.#noticeWasRead;
  }

  /** @internal */
  static recordOf(request: LoginRequest): LoginRequestRecord {
    return request.#record;
  }
}
