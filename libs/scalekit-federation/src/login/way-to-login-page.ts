import { Injectable } from '@nestjs/common';
import type { Answer } from '../http/answer.js';
import type { HttpExchange } from '../http/http-exchange.js';
import { Pages } from '../pages/pages.js';
import { LoginRequestCookies } from '../login-request/login-request-cookies.js';
import { withoutAccount, type LoginRequestRecord } from '../login-request/login-request-record.js';
import { LoginRequestFactory } from '../login-request/login-request.factory.js';

/** Leads a person to the login page once more, though somebody is signed in. */
@Injectable()
export class WayToLoginPage {
  constructor(
    private readonly cookies: LoginRequestCookies,
    private readonly factory: LoginRequestFactory,
    private readonly pages: Pages,
  ) {}

  /** @param why what the login page is told */
  lead(
    exchange: HttpExchange,
    record: LoginRequestRecord,
    why: 'switchAccount' | 'reauthenticate',
  ): Answer {
    const location = this.prepare(exchange, record, why);
    // A redirect to another origin is held to the CSP `form-action` of the page that was posted.
    return URL.canParse(location)
      ? this.pages.wayOut(exchange.request, location)
      : { kind: 'redirect', location };
  }

  /** @returns the address of the login page; whoever was signed in is forgotten */
  prepare(
    exchange: HttpExchange,
    record: LoginRequestRecord,
    why: 'switchAccount' | 'reauthenticate',
  ): string {
    const next = { ...withoutAccount(record), [why]: true };
    this.cookies.save(exchange, next);
    return this.factory.loginUrl(exchange, next);
  }
}
