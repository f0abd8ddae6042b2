import { Injectable } from '@nestjs/common';
import type { Answer } from '../http/answer.js';
import type { HttpExchange } from '../http/http-exchange.js';
import { FederationUrls } from '../login-request/federation-urls.js';
import { LoginRequestCookies } from '../login-request/login-request-cookies.js';
import { setAside, Tickets } from '../login-request/tickets.js';

/** A front end's script leads a person to the continue page with a ticket in the address. */
@Injectable()
export class ArrivingTicket {
  constructor(
    private readonly tickets: Tickets,
    private readonly cookies: LoginRequestCookies,
    private readonly urls: FederationUrls,
  ) {}

  /**
   * Keeps what the ticket brings in a cookie, so that it stays neither in the address nor in the history.
   *
   * @param named what the address names
   * @returns the way to the clean address; undefined where no ticket came
   */
  setAside(exchange: HttpExchange, [value, ...more]: readonly string[]): Answer | undefined {
    const record = value && more.length === 0 ? this.tickets.open(value) : undefined;
    if (record === undefined) return undefined;
    const { user, ofSession = false, fresh = false, ...brought } = setAside(record);
    const held = this.cookies.find(exchange, record.txn) ?? brought;
    // What this browser knows of it already stays: that it is settled, for example.
    this.cookies.save(exchange, user ? { ...held, user, ofSession, fresh } : held);
    return { kind: 'redirect', location: this.urls.continueUrl(exchange.request, record.txn) };
  }
}
