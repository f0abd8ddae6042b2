import type { ServerRequest } from './exchange.js';

/** Ends the connection without an answer: the whole one, not one stream of HTTP/2, as networks fail. */
export function reset(request: ServerRequest): void {
  if ('stream' in request) request.stream.session?.destroy();
  else request.socket.resetAndDestroy();
}
