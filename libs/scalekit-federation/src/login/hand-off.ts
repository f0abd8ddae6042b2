import { Injectable } from '@nestjs/common';
import {
  CsrfFailedError,
  FederationError,
  LoginDeniedError,
  LoginNeededError,
  LoginRequestExpiredError,
  LoginRequestTakenError,
} from '../errors/federation-errors.js';
import type { RejectionReason } from '../events/federation-event.js';
import { Pushes } from '../push/pushes.js';
import type { Answer } from '../http/answer.js';
import { isFromElsewhere } from '../http/caller.js';
import type { HttpExchange } from '../http/http-exchange.js';
import { LoginRequest } from '../login-request/login-request.js';
import { usableParts } from '../push/login-request-parts.js';
import type { FederatedUser } from '../user/federated-user.js';
import { attemptOf, type LoginAttempt } from './login-attempt.js';
import { LoginRequestCookies } from '../login-request/login-request-cookies.js';
import type { LoginRequestRecord, Settled } from '../login-request/login-request-record.js';
import { Confirmation, type Question } from './confirmation.js';
import { OrganizationChoice } from '../push/organization-choice.js';
import type { SignedIn } from '../push/signed-in-by.js';
import { WayBack } from './way-back.js';
import { WayToLoginPage } from './way-to-login-page.js';

/** How a login is to be completed. */
export interface Completion extends SignedIn {
  /** What a script is answered beside. */
  readonly result?: unknown;
  /** The organization that the person has chosen on our page. */
  readonly organization?: unknown;
}

/** Tells Scalekit who signed in, or that nobody did, and then lets the browser go back. */
@Injectable()
export class HandOff {
  constructor(
    private readonly pushes: Pushes,
    private readonly organizations: OrganizationChoice,
    private readonly cookies: LoginRequestCookies,
    private readonly wayBack: WayBack,
    private readonly confirmation: Confirmation,
    private readonly loginPage: WayToLoginPage,
  ) {}

  /** Pushes the user; only then the browser may go back. */
  async complete(
    exchange: HttpExchange,
    record: LoginRequestRecord,
    user: FederatedUser,
    { result, organization, ...by }: Completion,
  ): Promise<Answer> {
    const startedAt = performance.now();
    try {
      const whole = await this.organizations.decide(record, user, by, organization);
      // Only our page can ask which one.
      if (whole === undefined) {
        const question = { fresh: by.fresh, why: 'organization', result } as const;
        return await this.confirmation.ask(exchange, record, user, question);
      }
      // Made before the push: where the app's template fails, nobody has been handed off yet.
      const answer = this.wayBack.answer(exchange, record, 'completed', result);
      await this.pushes.push(usableParts(record), whole, by, startedAt);
      this.settle(exchange, record, 'done');
      return answer;
    } catch (error) {
      if (error instanceof LoginNeededError) return this.askForLogin(exchange, record, error);
      if (error instanceof LoginDeniedError && error.isTold) {
        this.settle(exchange, record, 'denied');
        exchange.errorLeadsTo = this.wayBack.urlOf(record);
      }
      if (error instanceof LoginRequestTakenError && error.by === 'unknown') {
        exchange.errorLeadsTo = this.loginPage.prepare(exchange, record, 'switchAccount');
      }
      // The person has signed in; Continue on our page tries again without a second login.
      if (error instanceof FederationError && error.nextStep === 'retry') {
        exchange.errorLeadsTo = await this.confirmation.keep(exchange, record, user, by.fresh);
      }
      throw error;
    }
  }

  /** Leads to the continue page; a script can show its own form instead, if that is what it will come to. */
  async ask(
    exchange: HttpExchange,
    record: LoginRequestRecord,
    user: FederatedUser,
    { result, why, ...by }: Completion & Pick<Question, 'why'>,
  ): Promise<Answer> {
    if (exchange.isForScript) {
      const parts = usableParts(record);
      const needed = await this.pushes.loginNeeded(parts, user, by);
      if (needed !== undefined) return this.askForLogin(exchange, record, needed);
    }
    return this.confirmation.ask(exchange, record, user, { fresh: by.fresh, why, result });
  }

  /** A login page that leads on to an identity provider by itself must not go in circles: there the person is told. */
  private askForLogin(
    exchange: HttpExchange,
    record: LoginRequestRecord,
    error: LoginNeededError,
  ): Answer {
    const isOfFrontEnd = attemptOf(exchange.request)?.frontEnd !== undefined;
    if (!exchange.isForScript && !record.reauthenticate) {
      return this.loginPage.lead(exchange, record, 'reauthenticate');
    }
    if (!isOfFrontEnd) {
      exchange.errorLeadsTo = this.loginPage.prepare(exchange, record, 'reauthenticate');
    }
    throw error;
  }

  /** Kept in the cookie, so that a double submit and a page that is opened again find it. */
  private settle(exchange: HttpExchange, record: LoginRequestRecord, settled: Settled): void {
    if (attemptOf(exchange.request)?.frontEnd === undefined) {
      this.cookies.save(exchange, { ...record, settled });
    }
  }

  /** @returns undefined when the request names no login request */
  async reject(
    exchange: HttpExchange,
    attempt: LoginAttempt,
    result: unknown,
  ): Promise<Answer | undefined> {
    if (attempt.named?.from !== 'body') return undefined;
    const { method, headers } = exchange.request;
    if (method === 'GET' || (isFromElsewhere(headers) && attempt.ticket !== 'own'))
      throw new CsrfFailedError('it came from another site');
    if (attempt.loginRequest === undefined) throw new LoginRequestExpiredError();
    return this.giveUp(exchange, LoginRequest.recordOf(attempt.loginRequest), 'given_up', result);
  }

  async giveUp(
    exchange: HttpExchange,
    record: LoginRequestRecord,
    why: RejectionReason,
    result?: unknown,
  ): Promise<Answer> {
    const answer = this.wayBack.answer(exchange, record, 'rejected', result);
    await this.pushes.reject(usableParts(record), why);
    this.settle(exchange, record, 'cancelled');
    return answer;
  }
}
