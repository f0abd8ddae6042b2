import type { IncomingMessage, ServerResponse } from 'node:http';

/** On a server, Node always fills these two in. */
type ServerRequest = IncomingMessage & { method: string; url: string };

interface FastifyRequest {
  readonly raw: ServerRequest;
}

interface FastifyReply {
  readonly raw: ServerResponse;
  getHeaders(): Record<string, number | string | string[] | undefined>;
  hijack(): unknown;
}

/** The request as Express or Fastify hands it to a controller. */
export type PlatformRequest = (ServerRequest | FastifyRequest) & { readonly body?: unknown };

/** The response as Express or Fastify hands it to a controller. */
export type PlatformResponse = ServerResponse | FastifyReply;

/** Takes Node's own request and response, for a handler that answers, and streams, by itself. */
export function nodeExchange(
  request: PlatformRequest,
  response: PlatformResponse,
): { incoming: ServerRequest; outgoing: ServerResponse } {
  if ('hijack' in response) {
    response.hijack();
    // What plugins have set so far, CORS for one, waits in Fastify's reply and would be lost.
    for (const [name, value] of Object.entries(response.getHeaders())) {
      if (value !== undefined) response.raw.setHeader(name, value);
    }
  }
  return {
    incoming: 'raw' in request ? request.raw : request,
    outgoing: 'raw' in response ? response.raw : response,
  };
}
