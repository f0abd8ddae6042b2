import type { Dispatcher } from './dispatcher.js';
import { json, type ServerRequest, type ServerResponse } from './exchange.js';
import type { RequestHandler } from './listener.js';
import { readBody } from './read-body.js';
import { reset } from './reset.js';
import { send } from './send.js';

/** Takes requests from the wire and puts answers on it; gRPC is only loaded when the first call of it comes. */
export function serve(dispatcher: Dispatcher): RequestHandler {
  let grpc: Promise<RequestHandler> | undefined;
  return (request, response) => {
    const answered = isGrpc(request)
      ? (grpc ??= loadGrpc(dispatcher)).then((handle) => handle(request, response))
      : answer(dispatcher, request, response);
    // Only a client that hung up while it sent its request gets here.
    answered.catch(() => request.socket.destroy());
  };
}

async function loadGrpc(dispatcher: Dispatcher): Promise<RequestHandler> {
  const { grpcHandler } = await import('../grpc/grpc-handler.js');
  return grpcHandler(dispatcher);
}

function isGrpc({ httpVersionMajor, headers }: ServerRequest): boolean {
  return httpVersionMajor === 2 && (headers['content-type'] ?? '').startsWith('application/grpc');
}

/** Joined as text: resolved as a reference, `//keys` would be a host. */
function urlOf({ url = '' }: ServerRequest): URL | null {
  return URL.parse(url.startsWith('/') ? `http://emulator${url}` : url);
}

async function answer(
  dispatcher: Dispatcher,
  request: ServerRequest,
  response: ServerResponse,
): Promise<void> {
  const url = urlOf(request);
  const body = await readBody(request);
  if (!url || body === undefined) {
    await send(request, response, json(url ? 413 : 400, { error: 'invalid_request' }));
    return;
  }
  const reply = await dispatcher.dispatch({ request, url, body });
  if (!reply) reset(request);
  else await send(request, response, reply);
}
