import type { ArgumentsHost } from '@nestjs/common';
import type { PlatformRequest } from './http-exchange.js';

/** The request that a handler runs for, and the response that answers it. */
export interface HttpContext {
  readonly request: PlatformRequest;
  readonly response: object;
  /** A GraphQL operation shares its response with others: it is answered by headers alone. */
  readonly isGraphQl: boolean;
}

/** What GraphQL drivers put into the context; Apollo's gives `req` alone, whatever the app adds. */
interface GraphQlContext {
  readonly req?: PlatformRequest & { readonly res?: object };
  readonly res?: object;
  readonly reply?: { readonly request?: PlatformRequest };
}

/** A property of the request: Fastify's has no way from the request to its reply. */
const replyKey = Symbol.for('scalekit-federation:reply');

export function rememberReply(request: object, reply: object): void {
  Object.defineProperty(request, replyKey, { value: reply, configurable: true });
}

/** @returns undefined for handlers of other transports, and for a GraphQL context without a request */
export function httpContextOf(host: ArgumentsHost): HttpContext | undefined {
  if (host.getType() === 'http') {
    const http = host.switchToHttp();
    return { request: http.getRequest(), response: http.getResponse(), isGraphQl: false };
  }
  if (host.getType<string>() !== 'graphql') return undefined;
  const context = host.getArgByIndex<GraphQlContext | undefined>(2);
  const request = context?.req ?? context?.reply?.request;
  if (context === undefined || request === undefined) return undefined;
  const remembered = Reflect.get(request, replyKey) as object | undefined;
  const response = context.res ?? context.reply ?? context.req?.res ?? remembered;
  return response && { request, response, isGraphQl: true };
}
