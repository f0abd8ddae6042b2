import type { HttpExchange } from '../http/http-exchange.js';

const urls = new WeakMap<HttpExchange, string>();

/** Remembers where an error's page leads, for the one who writes it. An empty one is the page itself, once more. */
export function leadTo(exchange: HttpExchange, url: string): void {
  urls.set(exchange, url);
}

/** Undefined where nobody has said. */
export function nextUrlOf(exchange: HttpExchange): string | undefined {
  return urls.get(exchange);
}
