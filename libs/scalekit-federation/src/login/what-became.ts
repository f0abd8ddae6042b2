import { Injectable } from '@nestjs/common';
import { LoginRequestTakenError } from '../errors/federation-errors.js';
import type { Answer } from '../http/answer.js';
import type { HttpExchange } from '../http/http-exchange.js';
import { Pages } from '../pages/pages.js';
import type { Ending } from '../pages/texts.js';
import type { FederatedUser } from '../user/federated-user.js';
import { FederationUrls } from '../login-request/federation-urls.js';
import type { LoginAttempt } from './login-attempt.js';
import type { LoginRequestRecord } from '../login-request/login-request-record.js';
import { LoginRequest } from '../login-request/login-request.js';
import { LoginRequestFactory } from '../login-request/login-request.factory.js';
import { LoginClaims } from '../push/login-claims.js';
import { WayBack } from './way-back.js';
import { WayToLoginPage } from './way-to-login-page.js';

/** Says what became of a login request that is opened again, before anybody does something for nothing. */
@Injectable()
export class WhatBecame {
  constructor(
    private readonly claims: LoginClaims,
    private readonly pages: Pages,
    private readonly urls: FederationUrls,
    private readonly wayBack: WayBack,
    private readonly factory: LoginRequestFactory,
    private readonly loginPage: WayToLoginPage,
  ) {}

  /**
   * In the place of the login page.
   *
   * @returns undefined where its form can lead to something
   * @throws LoginRequestTakenError for a script, which shows the form itself
   */
  onLoginPage(
    { exchange, named }: LoginAttempt,
    request: LoginRequest,
    { isSignedIn }: { readonly isSignedIn: boolean },
  ): Answer | undefined {
    const record = LoginRequest.recordOf(request);
    const ending = this.endingOf(record);
    if (exchange.request.method !== 'GET' || ending === undefined) return undefined;
    if (exchange.isForScript) {
      if (ending === 'cancelled' || ending === 'denied') throw new LoginRequestTakenError('cancel');
      return undefined;
    }
    // The same account may answer once more, if its answer got lost; the continue page knows which one asks.
    const mayAnswer = isSignedIn || named !== undefined;
    return ending === 'answered' && mayAnswer ? undefined : this.page(exchange, record, ending);
  }

  /** In the place of the continue page. */
  onContinuePage(exchange: HttpExchange, record: LoginRequestRecord): Answer | undefined {
    const ending = this.endingOf(record);
    if (ending === undefined || ending === 'answered') return undefined;
    return this.page(exchange, record, ending);
  }

  /** @throws LoginRequestTakenError where another account has answered it, or may have */
  refuseOthers(exchange: HttpExchange, record: LoginRequestRecord, { sub }: FederatedUser): void {
    try {
      this.claims.isAnswered(this.claims.keyOf(record), sub);
    } catch (error) {
      if (error instanceof LoginRequestTakenError && error.by === 'unknown') {
        exchange.errorLeadsTo = this.loginPage.prepare(exchange, record, 'switchAccount');
      }
      throw error;
    }
  }

  private endingOf(record: LoginRequestRecord): Ending | undefined {
    return record.settled ?? this.claims.endOf(this.claims.keyOf(record));
  }

  private page(exchange: HttpExchange, record: LoginRequestRecord, ending: Ending): Answer {
    const { request } = exchange;
    const page = this.pages.over(request, ending, {
      withoutUrl: this.urls.plainLoginUrl(request),
      backUrl: record.settled && this.wayBack.urlOf(record),
      formUrl: ending === 'answered' ? this.factory.loginUrl(exchange, record) : undefined,
    });
    return { kind: 'page', status: 200, page };
  }
}
