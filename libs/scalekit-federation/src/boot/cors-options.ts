import type { AbstractHttpAdapter } from '@nestjs/core';

/** Has what the app allows by `enableCors()` include these request headers. */
export function allowInCors(adapter: AbstractHttpAdapter, headers: readonly string[]): void {
  const enable = adapter.enableCors.bind(adapter) as (...args: unknown[]) => unknown;
  const enableWith = (options: unknown, ...rest: unknown[]) =>
    enable(withHeaders(options, headers), ...rest);
  Reflect.set(adapter, 'enableCors', enableWith);
}

type Decide = (error: unknown, options?: unknown) => void;
type Delegate = (request: unknown, decide: Decide) => unknown;

/** Options of `cors` and of `@fastify/cors`: a table, or a function that makes one for each request. */
export function withHeaders(options: unknown, headers: readonly string[]): unknown {
  if (typeof options === 'function') {
    const delegate = options as Delegate;
    return (request: unknown, decide: Decide) =>
      delegate(request, (error, own) => decide(error, withHeaders(own, headers)));
  }
  const { allowedHeaders } = Object(options) as { allowedHeaders?: unknown };
  // Left out, it is whatever the browser asks for.
  if (typeof allowedHeaders !== 'string' && !Array.isArray(allowedHeaders)) return options;
  const own = typeof allowedHeaders === 'string' ? allowedHeaders.split(',') : allowedHeaders;
  const all = [...(own as string[]).map((name) => name.trim()), ...headers];
  return { ...(options as object), allowedHeaders: all };
}
