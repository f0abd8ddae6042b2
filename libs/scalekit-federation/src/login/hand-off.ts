import { Inject, Injectable } from '@nestjs/common';
import {
  CsrfFailedError,
  LoginRequestExpiredError,
  ScalekitRejectedError,
  ScalekitUnavailableError,
} from '../errors/federation-errors.js';
import { FederationService } from '../federation.service.js';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import type { Answer } from '../http/answer.js';
import { expectsJson, expectsPage, isFromElsewhere } from '../http/caller.js';
import type { HttpExchange } from '../http/http-exchange.js';
import { LoginRequest } from './login-request.js';
import { LoginRequestFactory } from './login-request.factory.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import { Pages } from '../pages/pages.js';
import type { FederatedUser } from '../user/federated-user.js';
import type { LoginAttempt } from './login-attempt.js';
import { LoginRequestCookies } from './login-request-cookies.js';
import type { LoginRequestRecord } from './login-request-record.js';
import { Confirmation } from './confirmation.js';
import { decideHandOff } from './decide-hand-off.js';
import { jsonWithRedirect } from '../http/json-with-redirect.js';

/** What happens once somebody has signed in, pressed Continue, or given up. */
@Injectable()
export class HandOff {
  constructor(
    @Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions,
    @Inject(FederationService) private readonly federation: FederationService,
    @Inject(LoginRequestCookies) private readonly cookies: LoginRequestCookies,
    @Inject(LoginRequestFactory) private readonly loginRequests: LoginRequestFactory,
    @Inject(Pages) private readonly pages: Pages,
    @Inject(Confirmation) private readonly confirmation: Confirmation,
  ) {}

  /** @returns undefined when the login is a plain one */
  async afterLogin(
    exchange: HttpExchange,
    flow: LoginAttempt,
    principal: unknown,
    result: unknown,
  ): Promise<Answer | undefined> {
    const { method, headers } = exchange.request;
    // What this very request captured, it named in its URL.
    const named = flow.named?.from ?? (flow.loginRequest && 'url');
    const live = named ? [] : this.cookies.live(exchange);
    const decision = decideHandOff({
      method,
      headers,
      named,
      bringsInput: flow.bringsInput,
      namedIsUsable: flow.loginRequest !== undefined,
      live: live.length,
      confirm: this.options.confirm,
    });
    if (decision === 'leave') return undefined;
    const [only] = live;
    const transaction = flow.loginRequest ? LoginRequest.recordOf(flow.loginRequest) : only;
    if (decision === 'expired' || transaction === undefined) throw new LoginRequestExpiredError();

    const user = this.federation.toFederatedUser(principal, {
      connection: transaction.connection,
      request: exchange.request,
    });
    if (decision === 'hand off') return this.complete(exchange, transaction, user, result);
    return this.confirmation.ask(exchange, transaction, user, result);
  }

  /** Pushes the user; only then the browser may go back. */
  async complete(
    exchange: HttpExchange,
    transaction: LoginRequestRecord,
    user: FederatedUser,
    result?: unknown,
  ): Promise<Answer> {
    try {
      const request = this.loginRequests.of(exchange, transaction);
      const { callbackUrl } = await this.federation.completeLogin(request, user);
      this.cookies.save(exchange, { ...transaction, answered: true });
      return this.wayBack(exchange, 'completed', callbackUrl, result);
    } catch (error) {
      // The person has signed in; Continue on our page tries again without a second login.
      if (error instanceof ScalekitUnavailableError || error instanceof ScalekitRejectedError) {
        await this.confirmation.keep(exchange, transaction, user);
      }
      throw error;
    }
  }

  /** @returns undefined when the request names no login request */
  async reject(
    exchange: HttpExchange,
    flow: LoginAttempt,
    result: unknown,
  ): Promise<Answer | undefined> {
    if (flow.named?.from !== 'body') return undefined;
    const { method, headers } = exchange.request;
    if (method === 'GET' || isFromElsewhere(headers))
      throw new CsrfFailedError('it came from another site');
    if (flow.loginRequest === undefined) throw new LoginRequestExpiredError();
    return this.giveUp(exchange, flow.loginRequest, result);
  }

  async giveUp(exchange: HttpExchange, request: LoginRequest, result?: unknown): Promise<Answer> {
    await this.federation.rejectLogin(request);
    const transaction = LoginRequest.recordOf(request);
    this.cookies.save(exchange, { ...transaction, answered: true });
    const { state, connection } = transaction;
    const callbackUrl = this.federation.buildCallbackUrl(state, connection);
    return this.wayBack(exchange, 'rejected', callbackUrl, result);
  }

  /** In the form that the caller can follow. */
  private wayBack(
    { request }: HttpExchange,
    ending: 'completed' | 'rejected',
    callbackUrl: string,
    result: unknown,
  ): Answer {
    if (expectsJson(request.headers)) return jsonWithRedirect(result, callbackUrl);
    if (expectsPage(request.headers)) return this.pages.wayBack(request, ending, callbackUrl);
    return { kind: 'redirect', location: callbackUrl };
  }
}
