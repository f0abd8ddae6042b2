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
    private readonly federation: FederationService,
    private readonly cookies: LoginRequestCookies,
    private readonly factory: LoginRequestFactory,
    private readonly pages: Pages,
    private readonly confirmation: Confirmation,
  ) {}

  /** @returns undefined when the login is a plain one */
  async afterLogin(
    exchange: HttpExchange,
    attempt: LoginAttempt,
    principal: unknown,
    result: unknown,
  ): Promise<Answer | undefined> {
    const { method, headers } = exchange.request;
    // What this very request captured, it named in its URL.
    const named = attempt.named?.from ?? (attempt.loginRequest && 'url');
    const live = named ? [] : this.cookies.live(exchange);
    const decision = decideHandOff({
      method,
      headers,
      named,
      bringsInput: attempt.bringsInput,
      namedIsUsable: attempt.loginRequest !== undefined,
      live: live.length,
      confirm: this.options.confirm,
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
      this.cookies.save(exchange, { ...record, settled: true });
      return this.wayBack(exchange, 'completed', callbackUrl, result);
    } catch (error) {
      // The person has signed in; Continue on our page tries again without a second login.
      if (error instanceof ScalekitUnavailableError || error instanceof ScalekitRejectedError) {
        await this.confirmation.keep(exchange, record, user);
      }
      throw error;
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
    if (method === 'GET' || isFromElsewhere(headers))
      throw new CsrfFailedError('it came from another site');
    if (attempt.loginRequest === undefined) throw new LoginRequestExpiredError();
    return this.giveUp(exchange, attempt.loginRequest, result);
  }

  async giveUp(exchange: HttpExchange, request: LoginRequest, result?: unknown): Promise<Answer> {
    await this.federation.rejectLogin(request);
    const record = LoginRequest.recordOf(request);
    this.cookies.save(exchange, { ...record, settled: true });
    const { state, connection } = record;
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
