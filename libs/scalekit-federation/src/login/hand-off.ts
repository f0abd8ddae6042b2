import { Inject, Injectable } from '@nestjs/common';
import {
  CsrfFailedError,
  LoginRequestExpiredError,
  ScalekitRejectedError,
  ScalekitUnavailableError,
} from '../errors/federation-errors.js';
import { FederationService } from './federation.service.js';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import type { Answer } from '../http/answer.js';
import { expectsPage, isFromElsewhere } from '../http/caller.js';
import type { HttpExchange } from '../http/http-exchange.js';
import { LoginRequest } from './login-request.js';
import { LoginRequestFactory } from './login-request.factory.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import { Pages } from '../pages/pages.js';
import type { FederatedUser } from '../user/federated-user.js';
import { attemptOf, type LoginAttempt, type SucceededLogin } from './login-attempt.js';
import { LoginRequestCookies } from './login-request-cookies.js';
import type { LoginRequestRecord } from './login-request-record.js';
import { Confirmation } from './confirmation.js';
import { decideHandOff } from './decide-hand-off.js';
import { UnprovenLog } from './login-warnings.js';
import { unprovenReason } from './unproven.js';
import { scriptAnswer } from '../http/script-answer.js';

/** What happens once somebody has signed in, pressed Continue, or given up. */
@Injectable()
export class HandOff {
  constructor(
    @Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions,
    private readonly federation: FederationService,
    private readonly cookies: LoginRequestCookies,
    private readonly factory: LoginRequestFactory,
    private readonly pages: Pages,
    private readonly confirmation: Confirmation,
    private readonly unproven: UnprovenLog,
  ) {}

  /** @returns undefined when the login is a plain one */
  async afterLogin(
    attempt: LoginAttempt,
    { principal, result, confirm = this.options.confirm }: SucceededLogin,
  ): Promise<Answer | undefined> {
    const { exchange, ticket, bringsInput } = attempt;
    const { method, headers } = exchange.request;
    // What this very request captured, it named in its URL.
    const named = attempt.named?.from ?? (attempt.loginRequest && 'url');
    const live = named ? [] : this.cookies.live(exchange);
    const decision = decideHandOff({
      method,
      headers,
      named,
      ticket,
      bringsInput,
      namedIsUsable: attempt.loginRequest !== undefined,
      live: live.length,
      confirm,
    });
    if (decision === 'leave') return undefined;
    const [only] = live;
    const record = attempt.loginRequest ? LoginRequest.recordOf(attempt.loginRequest) : only;
    if (decision === 'expired' || record === undefined) throw new LoginRequestExpiredError();

    const user = this.federation.toFederatedUser(principal, {
      connection: record.connection,
      request: exchange.request,
    });
    if (decision === 'hand off') return this.complete(exchange, record, user, result);
    const isListed = attempt.frontEnd !== undefined;
    this.unproven.tell(
      attempt.route,
      unprovenReason({ method, headers, named, ticket, bringsInput, confirm, isListed }),
    );
    return this.confirmation.ask(exchange, record, user, result);
  }

  /** Pushes the user; only then the browser may go back. */
  async complete(
    exchange: HttpExchange,
    record: LoginRequestRecord,
    user: FederatedUser,
    result?: unknown,
  ): Promise<Answer> {
    try {
      const request = this.factory.of(exchange, record);
      const { callbackUrl } = await this.federation.completeLogin(request, user);
      this.settle(exchange, record);
      return this.wayBack(exchange, 'completed', callbackUrl, result);
    } catch (error) {
      // The person has signed in; Continue on our page tries again without a second login.
      if (error instanceof ScalekitUnavailableError || error instanceof ScalekitRejectedError) {
        const retryUrl = await this.confirmation.keep(exchange, record, user);
        const attempt = attemptOf(exchange.request);
        if (attempt !== undefined) attempt.retryUrl = retryUrl;
      }
      throw error;
    }
  }

  /** Kept in the cookie, so that a double submit and a page that is opened again find it. */
  private settle(exchange: HttpExchange, record: LoginRequestRecord): void {
    if (attemptOf(exchange.request)?.frontEnd === undefined) {
      this.cookies.save(exchange, { ...record, settled: true });
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
    return this.giveUp(exchange, attempt.loginRequest, result);
  }

  async giveUp(exchange: HttpExchange, request: LoginRequest, result?: unknown): Promise<Answer> {
    await this.federation.rejectLogin(request);
    const record = LoginRequest.recordOf(request);
    this.settle(exchange, record);
    const { state, connection } = record;
    const callbackUrl = this.federation.buildCallbackUrl(state, connection);
    return this.wayBack(exchange, 'rejected', callbackUrl, result);
  }

  /** In the form that the caller can follow. */
  private wayBack(
    { request, isForScript }: HttpExchange,
    ending: 'completed' | 'rejected',
    callbackUrl: string,
    result: unknown,
  ): Answer {
    if (isForScript) return scriptAnswer(result, { redirectTo: callbackUrl });
    if (expectsPage(request.headers)) return this.pages.wayBack(request, ending, callbackUrl);
    return { kind: 'redirect', location: callbackUrl };
  }
}
