import { Catch, Injectable, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { FederationError } from '../errors/federation-errors.js';
import { HttpExchange, type PlatformRequest } from '../http/http-exchange.js';
import { ErrorAnswers } from './error-answers.js';
import { FederationUrls } from '../login-request/federation-urls.js';
import { sendInAnyCase } from './last-answer.js';
import { attemptOf } from './login-attempt.js';

/** Writes what federation routes throw; set nearest to the handler, so that it comes before an app's own filters. */
@Injectable()
@Catch(FederationError)
export class FederationFilter implements ExceptionFilter {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly errors: ErrorAnswers,
    private readonly urls: FederationUrls,
  ) {}

  catch(exception: FederationError, context: ArgumentsHost): void {
    const http = context.switchToHttp();
    const request = http.getRequest<PlatformRequest>();
    const exchange = new HttpExchange(this.host.httpAdapter, request, http.getResponse());
    const attempt = attemptOf(request);
    const retryUrl = attempt?.loginRequest?.continueUrl;
    const answer = () => this.errors.of(exception, attempt?.exchange ?? exchange, retryUrl);
    sendInAnyCase(exchange, answer, { retryUrl, withoutUrl: this.urls.plainLoginUrl(request) });
  }
}
