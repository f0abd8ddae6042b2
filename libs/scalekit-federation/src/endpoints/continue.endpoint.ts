import { Injectable } from '@nestjs/common';
import { EventRecorder } from '../events/event-recorder.js';
import { CsrfFailedError, LoginRequestExpiredError } from '../errors/federation-errors.js';
import { HandOff } from '../login/hand-off.js';
import type { Answer } from '../http/answer.js';
import { isFromElsewhere, mayOpenInTab, single } from '../http/caller.js';
import type { HttpExchange } from '../http/http-exchange.js';
import { Pages } from '../pages/pages.js';
import { FederationUrls } from '../login-request/federation-urls.js';
import { WayToLoginPage } from '../login/way-to-login-page.js';
import { LoginRequestRecorder } from '../login-request/login-request.recorder.js';
import { LoginRequestCookies } from '../login-request/login-request-cookies.js';
import {
  factsOf,
  isUsable,
  type LoginRequestRecord,
} from '../login-request/login-request-record.js';
import { txnOf } from '../login-request/tickets.js';
import { WhatBecame } from '../login/what-became.js';
import { ArrivingTicket } from './arriving-ticket.js';
import { AskedAccount } from './asked-account.js';
import { ContinueQuestion, signedIn } from './continue-question.js';

/** The one page that asks a person: whose account, what is asked, and Continue, Not you or Cancel. */
@Injectable()
export class ContinueEndpoint {
  constructor(
    private readonly accounts: AskedAccount,
    private readonly handOff: HandOff,
    private readonly cookies: LoginRequestCookies,
    private readonly arriving: ArrivingTicket,
    private readonly urls: FederationUrls,
    private readonly pages: Pages,
    private readonly question: ContinueQuestion,
    private readonly events: EventRecorder,
    private readonly loginPage: WayToLoginPage,
    private readonly recorder: LoginRequestRecorder,
    private readonly whatBecame: WhatBecame,
  ) {}

  /** @throws CsrfFailedError for frames and scripts, LoginRequestExpiredError */
  async show(exchange: HttpExchange): Promise<Answer> {
    if (!mayOpenInTab(exchange.request.headers)) {
      throw new CsrfFailedError('this page opens only in a tab of its own');
    }
    const named = exchange.query.getAll('scalekit_txn');
    const arrived = this.arriving.setAside(exchange, named);
    if (arrived !== undefined) return arrived;
    const over = this.overPage(exchange, named);
    if (over !== undefined) return over;
    const record = this.recordOf(exchange, named);
    const account = await this.accounts.of(exchange.request, record);
    if (account === undefined) return this.noAccount(exchange, record);
    this.whatBecame.refuseOthers(exchange, record, account.user);
    const asked = await this.recorder.complete(record);
    // From here on the account ends with the session that names it.
    const binds = account.fromSession && record.user !== undefined && !record.ofSession;
    if (binds || asked !== record) {
      this.cookies.save(exchange, binds ? { ...asked, ofSession: true } : asked);
    }
    // Every other way to this page has been told where it began.
    if (record.user === undefined) {
      const { sub } = account.user;
      this.events.record('asked', { ...factsOf(asked), sub, reason: 'session' });
    }
    return this.question.ask(exchange, asked, account);
  }

  /** @throws CsrfFailedError, LoginRequestExpiredError, and what a push throws */
  async answer(exchange: HttpExchange): Promise<Answer> {
    const { fields, request } = exchange;
    if (isFromElsewhere(request.headers)) throw new CsrfFailedError('it came from another site');
    const record = this.recordOf(exchange, [fields['scalekit_txn']]);
    const account = await this.accounts.of(request, record);
    const { txn } = record;
    const known = { ...factsOf(record), sub: account?.user.sub };
    const token = fields['scalekit_csrf'];
    const verdict = account && this.question.judge(txn, token, account);
    if (account === undefined || verdict === 'foreign') {
      throw new CsrfFailedError('the account or the page is not the one it was shown for');
    }

    switch (fields['action']) {
      case 'continue':
        // A press that was meant for something else, perhaps: the page's script can be switched off.
        if (verdict === 'hasty') return this.question.ask(exchange, record, account);
        this.events.record('confirmed', known);
        return this.handOff.complete(exchange, record, account.user, {
          ...signedIn(account),
          organization: fields['scalekit_organization'],
        });
      case 'switch':
        this.events.record('switched', known);
        return this.loginPage.lead(exchange, record, 'switchAccount');
      case 'cancel':
        return this.handOff.giveUp(exchange, record, 'cancelled');
      default:
        throw new CsrfFailedError('it names no action of this page');
    }
  }

  /** Where the person may try again, if the request names a usable login request. */
  retryUrl(exchange: HttpExchange): string | undefined {
    const [named] = exchange.query.getAll('scalekit_txn');
    const txn = exchange.fields['scalekit_txn'] ?? named;
    const record = typeof txn === 'string' ? this.cookies.find(exchange, txn) : undefined;
    return record && this.urls.continueUrl(exchange.request, record.txn);
  }

  /** Also of one that is too old for anything else. */
  private overPage(exchange: HttpExchange, [txn = '', ...more]: readonly string[]) {
    const record = more.length === 0 ? this.cookies.find(exchange, txn) : undefined;
    return record && this.whatBecame.onContinuePage(exchange, record);
  }

  private recordOf(exchange: HttpExchange, named: readonly unknown[]): LoginRequestRecord {
    const [txn, ...more] = named;
    const isSingle = more.length === 0 && typeof txn === 'string';
    const record = isSingle ? this.cookies.find(exchange, txn) : undefined;
    if (record && isUsable(record, Date.now())) return record;
    throw new LoginRequestExpiredError(record ?? { txn: isSingle ? txnOf(txn) : undefined });
  }

  private noAccount(exchange: HttpExchange, record: LoginRequestRecord): Answer {
    const { request } = exchange;
    const { txn, ofSession } = record;
    // A cookie with SameSite=Strict stays behind on the way from another site, an identity provider's
    // or a mail's (RFC 6265bis 5.2); a page of ours that leads here itself brings it along.
    if (ofSession && single(request.headers, 'sec-fetch-site') === 'cross-site') {
      return this.pages.wayOut(request, this.urls.continueUrl(request, txn));
    }
    return this.loginPage.lead(exchange, record, 'switchAccount');
  }
}
