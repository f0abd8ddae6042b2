import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { neverSettles } from '../http/never-settles.js';
import { HttpExchange, type PlatformRequest } from '../http/http-exchange.js';
import { Endpoints } from './endpoints.js';

/**
 * Express asks routes in the order they came, and our pages come last: a route of the app for
 * everything else (`*`, `:page`) gets their requests first. This answers them there, before every
 * other guard.
 */
@Injectable()
export class CatchAllGuard implements CanActivate {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly endpoints: Endpoints,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    if (context.getType() !== 'http') return true;
    const http = context.switchToHttp();
    const request = http.getRequest<PlatformRequest>();
    if (!this.endpoints.isMeant(request)) return true;
    const exchange = new HttpExchange(this.host.httpAdapter, request, http.getResponse());
    await this.endpoints.answer(exchange);
    return neverSettles();
  }
}
