import { Injectable } from '@nestjs/common';
import { HttpAdapterHost, type AbstractHttpAdapter } from '@nestjs/core';
import { ContinueEndpoint } from './continue.endpoint.js';
import { FederationError } from '../errors/federation-errors.js';
import { Relay } from '../login/saml-relay.js';
import type { Answer } from '../http/answer.js';
import { HttpExchange, type PlatformRequest } from '../http/http-exchange.js';
import { ErrorAnswers } from '../login/error-answers.js';
import { lastAnswer, sendInAnyCase } from '../login/last-answer.js';
import { FederationUrls } from '../login-request/federation-urls.js';
import type { WaysOn } from '../pages/last-resort.js';

interface Endpoint {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly handle: (exchange: HttpExchange) => Promise<Answer>;
}

/**
 * Registers our own pages with the platform itself, behind the app's middleware and sessions but
 * beside its global guards, pipes, interceptors and versions: they must answer in every app.
 */
@Injectable()
export class Endpoints {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly urls: FederationUrls,
    private readonly page: ContinueEndpoint,
    private readonly relay: Relay,
    private readonly errors: ErrorAnswers,
  ) {}

  register(): void {
    const httpAdapter = this.host.httpAdapter as AbstractHttpAdapter | null | undefined;
    // A context without HTTP (a worker, a command) drives FederationService by hand.
    if (!httpAdapter) return;
    for (const endpoint of this.endpoints()) {
      const handler = this.handlerOf(endpoint);
      if (endpoint.method === 'GET') httpAdapter.get(endpoint.path, handler);
      else httpAdapter.post(endpoint.path, handler);
    }
  }

  /** Whether a request that a route of the app got is for one of our pages. */
  isMeant(request: PlatformRequest): boolean {
    return this.endpointFor(request) !== undefined;
  }

  /** Answers such a request. */
  async answer(exchange: HttpExchange): Promise<void> {
    const endpoint = this.endpointFor(exchange.request);
    if (endpoint === undefined) throw new Error('no page of ours has this address');
    await this.send(endpoint, exchange);
  }

  private endpointFor({ method, url }: PlatformRequest): Endpoint | undefined {
    const [path] = url.split('?');
    return this.endpoints().find((own) => own.method === method && own.path === path);
  }

  private endpoints(): Endpoint[] {
    const { continue: page, relay } = this.urls.routes;
    return [
      { method: 'GET', path: page, handle: (exchange) => this.page.show(exchange) },
      { method: 'POST', path: page, handle: (exchange) => this.page.answer(exchange) },
      { method: 'GET', path: relay, handle: (exchange) => this.relay.arrive(exchange) },
    ];
  }

  private handlerOf(endpoint: Endpoint) {
    return (request: PlatformRequest, response: unknown): void => {
      const exchange = new HttpExchange(this.host.httpAdapter, request, response);
      void this.send(endpoint, exchange);
    };
  }

  private async send(endpoint: Endpoint, exchange: HttpExchange): Promise<void> {
    const answer = await this.answerOf(endpoint, exchange);
    sendInAnyCase(exchange, () => answer, this.waysOn(exchange));
  }

  private async answerOf(endpoint: Endpoint, exchange: HttpExchange): Promise<Answer> {
    try {
      return await endpoint.handle(exchange);
    } catch (error) {
      return this.failed(exchange, error);
    }
  }

  /** What failed before may fail here again, and nobody would be left to answer. */
  private waysOn(exchange: HttpExchange): WaysOn {
    const withoutUrl = this.urls.plainLoginUrl(exchange.request);
    try {
      return { retryUrl: this.page.retryUrl(exchange), withoutUrl };
    } catch {
      return { withoutUrl };
    }
  }

  private failed(exchange: HttpExchange, error: unknown): Answer {
    const ways = this.waysOn(exchange);
    if (!(error instanceof FederationError)) return lastAnswer(exchange, error, ways);
    try {
      return this.errors.of(error, exchange, ways.retryUrl);
    } catch (another) {
      // The app's words or its template, perhaps.
      return lastAnswer(exchange, another, ways);
    }
  }
}
