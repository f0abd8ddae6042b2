import { Injectable } from '@nestjs/common';
import type { HttpExchange } from '../http/http-exchange.js';
import { Pages } from '../pages/pages.js';
import { FederationUrls } from './federation-urls.js';
import type { LoginRequestRecord } from './login-request-record.js';
import { LoginRequest } from './login-request.js';
import { Tickets } from './tickets.js';

/** Makes login requests into login requests as the app sees them: with its URLs, in the visitor's language. */
@Injectable()
export class LoginRequestFactory {
  constructor(
    private readonly urls: FederationUrls,
    private readonly pages: Pages,
    private readonly tickets: Tickets,
  ) {}

  of({ request }: HttpExchange, record: LoginRequestRecord): LoginRequest {
    const { txn, frontEnd, details } = record;
    const notice = this.pages.notice(request, details);
    const ticket = frontEnd ? this.tickets.write(record) : txn;
    const continueUrl = this.urls.continueUrl(request, ticket, { absolute: Boolean(frontEnd) });
    return new LoginRequest(record, { ticket, continueUrl, notice });
  }

  /** The login page, for this login request again. A front end's needs a ticket: no cookie of ours gets there. */
  loginUrl({ request }: HttpExchange, record: LoginRequestRecord): string {
    const origin = this.urls.loginPageOrigin;
    const issued = origin && this.tickets.issue(record, { origin, keyHash: undefined });
    return this.urls.loginUrl(request, issued ? this.tickets.write(issued) : record.txn);
  }
}
