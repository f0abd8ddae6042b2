import { Inject, Injectable } from '@nestjs/common';
import { EventRecorder } from '../events/event-recorder.js';
import {
  DetailsUnavailableError,
  LoginRequestExpiredError,
  type FederationError,
} from '../errors/federation-errors.js';
import { asFederationError } from '../errors/federation-internal.error.js';
import type { Answer } from '../http/answer.js';
import { scriptAnswer } from '../http/script-answer.js';
import { SealedCookies } from '../cookies/sealed-cookies.js';
import type { EventFacts } from '../events/federation-event.js';
import { FederationUrls } from '../login-request/federation-urls.js';
import { factsOf } from '../login-request/login-request-record.js';
import { LoginRequest } from '../login-request/login-request.js';
import { txnOf } from '../login-request/tickets.js';
import { attemptOf } from './login-attempt.js';
import { expectsPage, isAddressedByLoopback, type RequestHeaders } from '../http/caller.js';
import type { HttpExchange } from '../http/http-exchange.js';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import { Pages } from '../pages/pages.js';
import { describeFailure } from '../errors/app-function.js';
import { FederationLogger } from '../log/federation-logger.js';

/** Turns a typed error into an answer, and tells the operator what no visitor is told. */
@Injectable()
export class ErrorAnswers {
  private readonly logger = new FederationLogger();
  private toldOfLostCookies = false;

  constructor(
    private readonly events: EventRecorder,
    private readonly pages: Pages,
    private readonly urls: FederationUrls,
    @Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions,
  ) {}

  /**
   * HTML for browsers, `{ statusCode, error, message }` for everybody else.
   *
   * @param exchange the one that the error came up in: it says where the error leads
   * @param retryUrl where another try makes sense else: the continue page of the login request
   */
  of(error: FederationError, exchange: HttpExchange, retryUrl: string | undefined): Answer {
    const { request } = exchange;
    const { headers } = request;
    this.report(error, exchange);
    const hint = this.mayLackSecureCookies(error, headers) ? secureCookiesHint : undefined;
    const status = error.getStatus();
    // What failed before anything was kept is tried again by the same address.
    const itself = error instanceof DetailsUnavailableError ? '' : undefined;
    const withoutUrl = this.urls.plainLoginUrl(request);
    const content = { nextUrl: exchange.errorLeadsTo ?? itself, retryUrl, withoutUrl, hint };
    const answer: Answer = expectsPage(headers)
      ? { kind: 'page', status, page: this.pages.error(request, error, content) }
      : { kind: 'json', status, body: error.getResponse() };
    const { retryAfterSeconds } = error;
    if (retryAfterSeconds === undefined) return answer;
    return { ...answer, headers: { 'Retry-After': String(retryAfterSeconds) } };
  }

  /**
   * For a script whose login has succeeded: its own answer, which may hold the app's tokens, and beside
   * it why the login was not handed off.
   *
   * @param retryUrl the continue page, which has the account already
   */
  beside(
    result: unknown,
    error: unknown,
    exchange: HttpExchange,
    retryUrl: string | undefined,
  ): Answer {
    const failure = asFederationError(error);
    if (failure === error) this.report(failure, exchange);
    else this.logger.error(describeFailure(error));
    const { message } = failure.getResponse() as { message: string };
    const { retryAfterSeconds } = failure;
    const mayRetry = failure.nextStep === 'retry';
    const continueUrl = mayRetry ? (exchange.errorLeadsTo ?? retryUrl) : undefined;
    return scriptAnswer(result, {
      handOffError: {
        error: failure.code,
        message,
        ...(retryAfterSeconds !== undefined && { retryAfterSeconds }),
        ...(continueUrl !== undefined && { continueUrl }),
      },
    });
  }

  private mayLackSecureCookies(error: FederationError, headers: RequestHeaders): boolean {
    const { secureCookies, production } = this.options;
    return (
      error instanceof LoginRequestExpiredError &&
      secureCookies &&
      !production &&
      !SealedCookies.mayBeIn(headers) &&
      isAddressedByLoopback(headers)
    );
  }

  private report(error: FederationError, exchange: HttpExchange): void {
    if (error instanceof LoginRequestExpiredError) this.reportExpired(error, exchange);
    else this.events.failed(error, namedBy(exchange));
  }

  /** A browser that brings no cookie looks like an expired one to visitors, and not to operators. */
  private reportExpired(error: LoginRequestExpiredError, exchange: HttpExchange): void {
    const { request } = exchange;
    const { txn, connection } = LoginRequestExpiredError.knownOf(error);
    const known = { txn: txn ?? namedBy(exchange).txn, connection };
    const { ticket } = attemptOf(request) ?? {};
    const isSealed = SealedCookies.mayBeIn(request.headers) || ticket !== undefined;
    this.events.record('expired', isSealed ? known : { ...known, reason: 'no_cookie' });
    if (isSealed || this.toldOfLostCookies) return;
    this.toldOfLostCookies = true;
    this.logger.warn(
      'A login request was named, and no cookie of ours came with it. Either the page is one of another site, whose cookies browsers keep back: name its origin in frontEnds (SCALEKIT_FRONT_ENDS). Or the browser refused a Secure cookie over http: see appUrl (SCALEKIT_APP_URL). Or somebody opened an old link.',
    );
  }
}

/** The login request that a request names, by our own short id. */
function namedBy(exchange: HttpExchange): EventFacts {
  const attempt = attemptOf(exchange.request);
  if (attempt !== undefined) {
    const { named, loginRequest } = attempt;
    return loginRequest ? factsOf(LoginRequest.recordOf(loginRequest)) : { txn: named?.txn };
  }
  const [inUrl] = exchange.query.getAll('scalekit_txn');
  const named = exchange.fields['scalekit_txn'] ?? inUrl;
  return { txn: typeof named === 'string' ? txnOf(named) : undefined };
}

/** WebKit drops them over http, on localhost too. */
const secureCookiesHint =
  'For developers: the cookie of this sign-in did not come back. A browser that drops Secure cookies over http needs SCALEKIT_APP_URL=http://localhost:3000 (this app’s address) in the environment of the app.';
