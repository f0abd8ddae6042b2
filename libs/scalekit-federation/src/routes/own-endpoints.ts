import { Inject, Injectable, Logger } from '@nestjs/common';
import { HttpAdapterHost, type AbstractHttpAdapter } from '@nestjs/core';
import { FederationError, ScalekitUnavailableError } from '../errors/federation-errors.js';
import type { Answer } from '../http/answer.js';
import { HttpExchange, type PlatformRequest } from '../http/http-exchange.js';
import { ErrorAnswers } from './error-answers.js';
import { FederationPaths } from './federation-paths.js';
import { ContinuePage } from '../continue-page/continue-page.js';
import { Relay } from '../hand-off/relay.js';

/**
 * Registers our own pages with the platform itself, behind the app's middleware and sessions but
 * beside its global guards, pipes, interceptors and versions: they must answer in every app.
 */
@Injectable()
export class OwnEndpoints {
  private readonly logger = new Logger('ScalekitFederation');

  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(FederationPaths) private readonly paths: FederationPaths,
    @Inject(ContinuePage) private readonly page: ContinuePage,
    @Inject(Relay) private readonly relay: Relay,
    @Inject(ErrorAnswers) private readonly errors: ErrorAnswers,
  ) {}

  register(): void {
    const httpAdapter = this.host.httpAdapter as AbstractHttpAdapter | null | undefined;
    // A context without HTTP (a worker, a command) drives FederationService by hand.
    if (!httpAdapter) return;
    const { routes } = this.paths;
    const show = this.handlerOf((exchange) => this.page.show(exchange));
    const answer = this.handlerOf((exchange) => this.page.answer(exchange));
    const arrive = this.handlerOf((exchange) => this.relay.arrive(exchange));
    httpAdapter.get(routes.continue, show);
    httpAdapter.post(routes.continue, answer);
    httpAdapter.get(routes.relay, arrive);
  }

  private handlerOf(handle: (exchange: HttpExchange) => Promise<Answer>) {
    return (request: PlatformRequest, response: unknown): void => {
      const exchange = new HttpExchange(this.host.httpAdapter, request, response);
      void handle(exchange)
        .catch((error: unknown) => this.failed(exchange, error))
        .then((answer) => exchange.send(answer))
        // Somebody else has answered meanwhile, a timeout perhaps. Unhandled, this would end the process.
        .catch((error: unknown) => this.logger.error(`No answer could be sent: ${String(error)}`));
    };
  }

  /** What nobody foresaw is logged here and shown to the visitor as an outage. */
  private failed(exchange: HttpExchange, error: unknown): Answer {
    const isTyped = error instanceof FederationError;
    if (!isTyped) this.logger.error(error instanceof Error ? error.stack : 'unknown failure');
    const shown = isTyped ? error : new ScalekitUnavailableError(5, true);
    return this.errors.of(shown, exchange.request, this.page.retryUrl(exchange));
  }
}
