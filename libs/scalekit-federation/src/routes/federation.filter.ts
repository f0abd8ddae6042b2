import {
  Catch,
  Inject,
  Injectable,
  type ArgumentsHost,
  type ExceptionFilter,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { FederationError } from '../errors/federation-errors.js';
import { HttpExchange, type PlatformRequest } from '../http/http-exchange.js';
import { ErrorAnswers } from './error-answers.js';
import { sendInAnyCase } from './last-answer.js';
import { HandOffAnswer } from '../http/hand-off-answer.js';
import { flowOf } from '../login-request/login-flow.js';

/** Writes what federation routes throw; set nearest to the handler, so that it comes before an app's own filters. */
@Injectable()
@Catch(HandOffAnswer, FederationError)
export class FederationFilter implements ExceptionFilter {
  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(ErrorAnswers) private readonly errors: ErrorAnswers,
  ) {}

  catch(exception: HandOffAnswer | FederationError, context: ArgumentsHost): void {
    const http = context.switchToHttp();
    const request = http.getRequest<PlatformRequest>();
    const exchange = new HttpExchange(this.host.httpAdapter, request, http.getResponse());
    const retryUrl = flowOf(request)?.loginRequest?.continueUrl;
    const answer = () =>
      exception instanceof HandOffAnswer
        ? HandOffAnswer.take(exception)
        : this.errors.of(exception, request, retryUrl);
    sendInAnyCase(exchange, answer, retryUrl);
  }
}
