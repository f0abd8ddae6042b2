import { Inject, Injectable } from '@nestjs/common';
import { EventRecorder } from '../events/event-recorder.js';
import { awaitApp } from '../errors/app-function.js';
import { LoginRequestExpiredError } from '../errors/federation-errors.js';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import { hygieneHeaders } from '../http/answer.js';
import { captureObstacle } from '../http/caller.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import { Tracing } from '../telemetry/tracing.js';
import { LoginRequestCookies } from '../login-request/login-request-cookies.js';
import {
  factsOf,
  type FrontEndPage,
  type LoginRequestRecord,
} from '../login-request/login-request-record.js';
import { keyObstacle } from '../login-request/front-end.js';
import { LoginWarnings } from './login-warnings.js';
import type { LoginAttempt } from './login-attempt.js';
import { LoginRequest } from '../login-request/login-request.js';
import { LoginRequestFactory } from '../login-request/login-request.factory.js';
import { LoginRequestRecorder } from '../login-request/login-request.recorder.js';
import {
  parseLoginRequest,
  type LoginRequestParameters,
} from '../login-request/parse-login-request.js';
import { Tickets } from '../login-request/tickets.js';

/** Sets a login request aside for the browser that brought it. It answers nothing and redirects nowhere. */
@Injectable()
export class LoginRequestCapture {
  constructor(
    @Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions,
    private readonly cookies: LoginRequestCookies,
    private readonly tickets: Tickets,
    private readonly recorder: LoginRequestRecorder,
    private readonly factory: LoginRequestFactory,
    private readonly log: LoginWarnings,
    private readonly events: EventRecorder,
    private readonly tracing: Tracing,
  ) {}

  /**
   * The login request that this request brings, or else the one that it names.
   *
   * @param declaredConnection from `@LoginConnection()`, if the route has one
   * @throws LoginRequestInvalidError when it brings a malformed one, LoginRequestExpiredError; where
   *   `resourceId` chooses the connection, DetailsUnavailableError, ResourceNotConnectedError
   */
  async find(
    attempt: LoginAttempt,
    declaredConnection: string | undefined,
  ): Promise<LoginRequest | undefined> {
    attempt.isLoginPage = true;
    const { exchange, named } = attempt;
    const captured = await this.capture(attempt, declaredConnection);
    const record = captured ?? this.ticketAnew(attempt) ?? this.settled(attempt);
    if (record !== undefined) attempt.loginRequest = this.factory.of(exchange, record);
    else if (named !== undefined && attempt.loginRequest === undefined) {
      throw new LoginRequestExpiredError({ txn: named.txn });
    }
    return attempt.loginRequest;
  }

  /** A question for people only: a script decides for itself, by `continueUrl`. */
  async isForSomebodySignedIn(
    { exchange: { request, isForScript } }: LoginAttempt,
    { switchAccount, reauthenticate }: LoginRequest,
  ): Promise<boolean> {
    const showsForm = switchAccount || reauthenticate;
    if (request.method !== 'GET' || showsForm || isForScript) return false;
    return Boolean(await awaitApp('currentUser', () => this.options.currentUser(request)));
  }

  /** @returns undefined when the request brings no login request, or must not set one aside */
  private async capture(
    attempt: LoginAttempt,
    declaredConnection: string | undefined,
  ): Promise<LoginRequestRecord | undefined> {
    const { exchange, named, route, frontEnd } = attempt;
    const { method, headers } = exchange.request;
    const parameters = parseLoginRequest(exchange.query);
    if (parameters === undefined) return undefined;
    // Also what captures nothing, a prefetch: shown later from a cache, it would have no login request.
    exchange.setHeaders(hygieneHeaders);
    const obstacle = frontEnd ? keyObstacle(method, frontEnd) : captureObstacle(method, headers);
    if (obstacle !== undefined) {
      // A form without `action` posts to the address of its page; our field in it says which one it means.
      if (named?.from !== 'body') this.log.notCaptured(route, obstacle);
      return undefined;
    }

    const keep = () => this.keep(attempt, parameters, declaredConnection);
    return this.tracing.run({ name: 'capture' }, keep, (kept) => ({
      connection: kept?.connection,
      txn: kept?.txn,
    }));
  }

  /** @returns undefined when it does not fit */
  private async keep(
    attempt: LoginAttempt,
    parameters: LoginRequestParameters,
    declaredConnection: string | undefined,
  ): Promise<LoginRequestRecord | undefined> {
    const { exchange, frontEnd } = attempt;
    const { record, known } = await this.recorder.record(exchange, parameters, declaredConnection);
    const kept = frontEnd ? this.ticketFor(attempt, record, frontEnd) : record;
    if (kept === undefined) return undefined;
    if (!frontEnd && record !== known) this.cookies.save(exchange, record);
    if (known === undefined) this.events.record('captured', factsOf(record));
    return kept;
  }

  /** A front end's page that was loaded again, or comes back from "Not you?": the same login request, and the notice. */
  private ticketAnew(attempt: LoginAttempt): LoginRequestRecord | undefined {
    const { exchange, named, frontEnd, loginRequest, route } = attempt;
    if (frontEnd === undefined || named?.from !== 'url' || !loginRequest) return undefined;
    const obstacle = keyObstacle(exchange.request.method, frontEnd);
    if (obstacle !== undefined) {
      this.log.notCaptured(route, obstacle);
      return undefined;
    }
    return this.ticketFor(attempt, LoginRequest.recordOf(loginRequest), frontEnd);
  }

  /** One that is too old for anything but to say what became of it. */
  private settled({ exchange, named, loginRequest }: LoginAttempt): LoginRequestRecord | undefined {
    const isPage = exchange.request.method === 'GET' && !exchange.isForScript;
    if (!isPage || loginRequest !== undefined || named?.txn === undefined) return undefined;
    const record = this.cookies.find(exchange, named.txn);
    return record?.settled && record;
  }

  private ticketFor(
    { exchange, route }: LoginAttempt,
    record: LoginRequestRecord,
    frontEnd: FrontEndPage,
  ): LoginRequestRecord | undefined {
    const issued = this.tickets.issue(record, frontEnd);
    if (issued === undefined) {
      this.log.notCaptured(route, 'its state is too long for a ticket, which has 1 KB');
    }
    this.log.whereBrowserHides(route, exchange, frontEnd.origin);
    return issued;
  }
}
