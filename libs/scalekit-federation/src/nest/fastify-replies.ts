import type { AbstractHttpAdapter } from '@nestjs/core';
import { rememberReply } from '../http/http-context.js';

interface Fastify {
  addHook(
    name: 'onRequest',
    hook: (request: object, reply: object, done: () => void) => void,
  ): unknown;
}

/** For GraphQL on Fastify: Apollo's context has the request alone, and the way on leaves by a header. */
export function rememberFastifyReplies(adapter: AbstractHttpAdapter): void {
  if (adapter.getType() !== 'fastify') return;
  adapter.getInstance<Fastify>().addHook('onRequest', (request, reply, done) => {
    rememberReply(request, reply);
    done();
  });
}
