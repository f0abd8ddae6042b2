import { Inject, Injectable, Logger } from '@nestjs/common';
import { AuditLog } from './audit-log.js';
import {
  CsrfFailedError,
  LoginRequestExpiredError,
  LoginRequestInvalidError,
  ScalekitUnavailableError,
  TooManyRejectionsError,
  type FederationError,
} from '../errors/federation-errors.js';
import { asFederationError } from '../errors/federation-internal.error.js';
import type { Answer } from '../http/answer.js';
import { scriptAnswer } from '../http/script-answer.js';
import { SealedCookies } from '../cookies/sealed-cookies.js';
import { attemptOf } from './login-attempt.js';
import { expectsPage, isAddressedByLoopback, type RequestHeaders } from '../http/caller.js';
import type { PlatformRequest } from '../http/http-exchange.js';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import { Pages } from '../pages/pages.js';
import { describeFailure } from '../errors/app-function.js';

/** Turns a typed error into an answer, and tells the operator what no visitor is told. */
@Injectable()
export class ErrorAnswers {
  private readonly logger = new Logger('ScalekitFederation');
  private toldOfLostCookies = false;

  constructor(
    private readonly audit: AuditLog,
    private readonly pages: Pages,
    @Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions,
  ) {}

  /**
   * HTML for browsers, `{ statusCode, error, message }` for everybody else.
   *
   * @param retryUrl where another try makes sense: the continue page of the login request
   */
  of(error: FederationError, request: PlatformRequest, retryUrl: string | undefined): Answer {
    const { headers } = request;
    this.report(error, request);
    const hint = this.mayLackSecureCookies(error, headers) ? secureCookiesHint : undefined;
    const status = error.getStatus();
    const answer: Answer = expectsPage(headers)
      ? { kind: 'page', status, page: this.pages.error(request, error, { retryUrl, hint }) }
      : { kind: 'json', status, body: error.getResponse() };
    if (!mayRetryLater(error)) return answer;
    return { ...answer, headers: { 'Retry-After': String(error.retryAfterSeconds) } };
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
    retryUrl: string | undefined,
    request: PlatformRequest,
  ): Answer {
    const failure = asFederationError(error);
    if (failure === error) this.report(failure, request);
    else this.logger.error(describeFailure(error));
    const { message } = failure.getResponse() as { message: string };
    const continueUrl = failure.nextStep === 'retry' ? retryUrl : undefined;
    return scriptAnswer(result, {
      handOffError: {
        error: failure.code,
        message,
        ...(mayRetryLater(failure) && { retryAfterSeconds: failure.retryAfterSeconds }),
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

  private report(error: FederationError, request: PlatformRequest): void {
    if (error instanceof LoginRequestExpiredError) this.reportExpired(request);
    else if (error instanceof CsrfFailedError || error instanceof LoginRequestInvalidError) {
      this.audit.write('refused', { reason: error.code });
    } else if (error.getStatus() >= 500) this.audit.failed(error);
  }

  /** A browser that brings no cookie looks like an expired one to visitors, and not to operators. */
  private reportExpired(request: PlatformRequest): void {
    const { named, ticket } = attemptOf(request) ?? {};
    const txn = named?.txn;
    const isSealed = SealedCookies.mayBeIn(request.headers) || ticket !== undefined;
    this.audit.write('expired', isSealed ? { txn } : { txn, reason: 'no_cookie' });
    if (isSealed || this.toldOfLostCookies) return;
    this.toldOfLostCookies = true;
    this.logger.warn(
      'A login request was named, and no cookie of ours came with it. Either the page is one of another site, whose cookies browsers keep back: name its origin in frontEnds (SCALEKIT_FRONT_ENDS). Or the browser refused a Secure cookie over http: see appUrl (SCALEKIT_APP_URL). Or somebody opened an old link.',
    );
  }
}

function mayRetryLater(
  error: FederationError,
): error is ScalekitUnavailableError | TooManyRejectionsError {
  return error instanceof ScalekitUnavailableError || error instanceof TooManyRejectionsError;
}

/** WebKit drops them over http, on localhost too. */
const secureCookiesHint =
  'For developers: the cookie of this sign-in did not come back. A browser that drops Secure cookies over http needs SCALEKIT_APP_URL=http://localhost:3000 (this app’s address) in the environment of the app.';
