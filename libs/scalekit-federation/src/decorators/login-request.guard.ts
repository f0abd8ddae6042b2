import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { HttpAdapterHost, Reflector } from '@nestjs/core';
import { LoginRequestExpiredError } from '../errors/federation-errors.js';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import { expectsJson } from '../http/caller.js';
import { HttpExchange, type PlatformRequest } from '../http/http-exchange.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import { federationGuard, type GuardPart } from '../login/guard-part.js';
import { EarlyAnswer } from '../http/early-answer.js';
import { attemptOf } from '../login/login-attempt.js';
import { LoginRequestCapture } from '../login/login-request.capture.js';
import { LoginConnection } from './login-connection.decorator.js';
import type { LoginRequest } from '../login/login-request.js';
import { LoginRequestFactory } from '../login/login-request.factory.js';
import { MissingNotice } from '../login/missing-notice.js';

/**
 * Goes on the app's login page. It captures a login request when Scalekit brings one, keeps the one
 * that the page goes on with, and is not there for anybody else.
 */
@Injectable()
export class LoginRequestGuard implements CanActivate {
  static readonly [federationGuard]: GuardPart = 'login page';

  constructor(
    @Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions,
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(LoginRequestCapture) private readonly captures: LoginRequestCapture,
    @Inject(LoginRequestFactory) private readonly loginRequests: LoginRequestFactory,
    @Inject(MissingNotice) private readonly missingNotice: MissingNotice,
  ) {}

  /** @throws LoginRequestInvalidError, LoginRequestExpiredError; EarlyAnswer for a visitor who is signed in */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const http = context.switchToHttp();
    const exchange = new HttpExchange(
      this.host.httpAdapter,
      http.getRequest<PlatformRequest>(),
      http.getResponse(),
    );
    const route = `${context.getClass().name}.${context.getHandler().name}`;
    const loginRequest = this.captured(context, exchange, route) ?? named(exchange.request);
    if (loginRequest === undefined) return true;

    if (await this.isForSomebodySignedIn(exchange.request, loginRequest)) {
      throw new EarlyAnswer({ kind: 'redirect', location: loginRequest.continueUrl });
    }
    if (exchange.request.method === 'GET') {
      this.missingNotice.watch(exchange, route, loginRequest);
    }
    return true;
  }

  private captured(
    context: ExecutionContext,
    exchange: HttpExchange,
    route: string,
  ): LoginRequest | undefined {
    const declared = this.reflector.getAllAndOverride(LoginConnection, [
      context.getHandler(),
      context.getClass(),
    ]);
    const transaction = this.captures.capture(exchange, route, declared);
    if (transaction === undefined) return undefined;
    const request = this.loginRequests.of(exchange, transaction);
    const flow = attemptOf(exchange.request);
    if (flow !== undefined) flow.loginRequest = request;
    return request;
  }

  /** A page for people only: a script decides for itself, by `continueUrl`. */
  private async isForSomebodySignedIn(
    request: PlatformRequest,
    loginRequest: LoginRequest,
  ): Promise<boolean> {
    if (request.method !== 'GET' || loginRequest.switchAccount || expectsJson(request.headers)) {
      return false;
    }
    return Boolean(await this.options.currentUser(request));
  }
}

/** @throws LoginRequestExpiredError when the request names one that is over, or was never this browser's */
function named(request: PlatformRequest): LoginRequest | undefined {
  const flow = attemptOf(request);
  if (flow?.named !== undefined && flow.loginRequest === undefined) {
    throw new LoginRequestExpiredError();
  }
  return flow?.loginRequest;
}
