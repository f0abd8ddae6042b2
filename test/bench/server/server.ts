// Scalekit as far as a push needs it, on one TLS port: REST over HTTP/1.1 and gRPC over HTTP/2.
import { connectNodeAdapter } from '@connectrpc/connect-node';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createSecureServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { host } from '../certificate.js';
import { answerParent } from '../worker.js';
import { authService } from './auth-service.js';
import { rest } from './rest.js';
import type { Ledger } from './ledger.js';

const ledger: Ledger = {
  // As long as Scalekit's RS256 tokens are.
  accessToken: randomBytes(600).toString('base64url'),
  tokenRequests: 0,
  pushes: 0,
};

const answerRest = rest(ledger);
const answerGrpc = connectNodeAdapter({ routes: authService(ledger) });

const handlers = {
  async listen({ key, cert }: { key: string; cert: string }) {
    const server = createSecureServer({ key, cert, allowHTTP1: true }, (request, response) =>
      (request.httpVersionMajor === 2 ? answerGrpc : answerRest)(request, response),
    );
    // Contenders take turns: none is to pay for a new connection because others were at work.
    Object.assign(server, { keepAliveTimeout: 300_000 });
    server.listen(0, host);
    await once(server, 'listening');
    return `https://${host}:${(server.address() as AddressInfo).port}`;
  },

  /** Counts since the last time it was asked. */
  async takeCounts() {
    const { tokenRequests, pushes } = ledger;
    Object.assign(ledger, { tokenRequests: 0, pushes: 0 });
    return { tokenRequests, pushes };
  },
};

export type ServerHandlers = typeof handlers;

answerParent(handlers);
