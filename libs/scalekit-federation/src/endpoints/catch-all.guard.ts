import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { HttpExchange, type PlatformRequest } from '../http/http-exchange.js';
import { EarlyAnswer } from '../http/early-answer.js';
import { Endpoints } from './endpoints.js';

/**
 * Express asks routes in the order they came, and our pages come last: a route of the app for
 * everything else (`*`, `:page`) gets their requests first. This answers them there.
 */
@Injectable()
export class CatchAllGuard implements CanActivate {
  private readonly handlers = new WeakSet<object>();

  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(Endpoints) private readonly endpoints: Endpoints,
  ) {}

  watch(handler: object): void {
    this.handlers.add(handler);
  }

  /** @throws EarlyAnswer with the page that was asked for */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http' || !this.handlers.has(context.getHandler())) return true;
    const http = context.switchToHttp();
    const request = http.getRequest<PlatformRequest>();
    const exchange = new HttpExchange(this.host.httpAdapter, request, http.getResponse());
    const answer = await this.endpoints.answerTo(exchange);
    if (answer !== undefined) throw new EarlyAnswer(answer);
    return true;
  }
}
