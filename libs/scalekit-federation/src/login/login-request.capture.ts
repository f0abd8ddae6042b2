import { Inject, Injectable } from '@nestjs/common';
import { randomBytes } from 'node:crypto';
import { AuditLog } from './audit-log.js';
import { LoginRequestExpiredError } from '../errors/federation-errors.js';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import { hygieneHeaders } from '../http/answer.js';
import { captureObstacle } from '../http/caller.js';
import type { HttpExchange } from '../http/http-exchange.js';
import { defaultConnection, type ResolvedOptions } from '../options/resolved-options.js';
import { ScalekitClients } from '../scalekit/scalekit-clients.js';
import { LoginRequestCookies } from './login-request-cookies.js';
import { isUsable, type LoginRequestRecord } from './login-request-record.js';
import { CaptureLog } from './capture-log.js';
import { attemptOf } from './login-attempt.js';
import { parseLoginRequest } from './parse-login-request.js';

/** Sets a login request aside for the browser that brought it. It answers nothing and redirects nowhere. */
@Injectable()
export class LoginRequestCapture {
  constructor(
    @Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions,
    @Inject(LoginRequestCookies) private readonly cookies: LoginRequestCookies,
    @Inject(ScalekitClients) private readonly clients: ScalekitClients,
    @Inject(CaptureLog) private readonly log: CaptureLog,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /**
   * @param route `Controller.method`, for the log
   * @param declaredConnection from `@LoginConnection()`, if the route has one
   * @returns undefined when the request brings no login request, or must not set one aside
   * @throws LoginRequestInvalidError when it brings a malformed one, LoginRequestExpiredError
   */
  capture(
    exchange: HttpExchange,
    route: string,
    declaredConnection: string | undefined,
  ): LoginRequestRecord | undefined {
    const { method, headers } = exchange.request;
    const parameters = parseLoginRequest(exchange.query);
    if (parameters === undefined) return undefined;
    // Also what captures nothing, a prefetch: shown later from a cache, it would have no login request.
    exchange.setHeaders(hygieneHeaders);
    const obstacle = captureObstacle(method, headers);
    if (obstacle !== undefined) {
      // A form without `action` posts to the address of its page; our field in it says which one it means.
      if (attemptOf(exchange.request)?.named?.from !== 'body') this.log.notCaptured(route, obstacle);
      return undefined;
    }

    const connection = this.connectionOf(exchange, declaredConnection);
    const { client } = this.clients.of(connection);
    const known = this.cookies
      .all(exchange)
      .find(
        (other) =>
          other.connection === connection &&
          other.loginRequestId === parameters.loginRequestId &&
          other.state === parameters.state,
      );
    if (known !== undefined && !isUsable(known, Date.now())) {
      throw new LoginRequestExpiredError();
    }
    // So that the hand-off itself costs one round trip. A failure here is the hand-off's to report.
    client.getAccessToken().catch(() => undefined);
    if (known !== undefined) return known;

    const transaction = {
      ...parameters,
      connection,
      txn: randomBytes(12).toString('base64url'),
      capturedAt: Date.now(),
    };
    this.cookies.save(exchange, transaction);
    this.audit.write('captured', { connection, txn: transaction.txn });
    return transaction;
  }

  private connectionOf(exchange: HttpExchange, declared: string | undefined): string {
    const [first] = this.options.connections.keys();
    const only = this.options.connections.size === 1 ? first : undefined;
    return declared ?? this.options.connectionOf(exchange.request) ?? only ?? defaultConnection;
  }
}
