import type { AbstractHttpAdapter } from '@nestjs/core';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';

/** A request that has been answered by whoever, and what a header of the answer was. */
export interface Answered {
  readonly method: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly answerHeader: (name: string) => unknown;
}

type Hook = (
  request: { readonly method: string; readonly headers: IncomingHttpHeaders },
  reply: { getHeader(name: string): unknown },
  done: () => void,
) => void;

/** Tells of every answer of the app, also of those that no route gives. */
export function onEveryAnswer(adapter: AbstractHttpAdapter, listen: (answered: Answered) => void) {
  if (adapter.getType() === 'fastify') {
    // Node's response does not know the headers that Fastify has written.
    const hook: Hook = ({ method, headers }, reply, done) => {
      listen({ method, headers, answerHeader: (name) => reply.getHeader(name) });
      done();
    };
    adapter.getInstance<{ addHook(name: string, hook: Hook): void }>().addHook('onResponse', hook);
    return;
  }
  const server = adapter.getHttpServer() as Server;
  server.on('request', ({ method, headers }: IncomingMessage, response: ServerResponse) => {
    response.once('finish', () =>
      listen({ method, headers, answerHeader: (name) => response.getHeader(name) }),
    );
  });
}
