import type { Dispatcher } from './dispatcher.js';
import { json, type ServerRequest, type ServerResponse } from './exchange.js';
import type { RequestHandler } from './listener.js';
import { BodyReader } from './body-reader.js';
import { reset } from './reset.js';
import { send } from './send.js';

/** Takes requests from the wire and puts answers on it; gRPC is only loaded when the first call of it comes. */
export function serve(dispatcher: Dispatcher): RequestHandler {
  let grpc: Promise<RequestHandler> | undefined;
  const bodies = new BodyReader();
  return (request, response) => {
    const answered = isGrpc(request)
      ? (grpc ??= loadGrpc(dispatcher)).then((handle) => handle(request, response))
      : answer(dispatcher, bodies, request, response);
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
  bodies: BodyReader,
  request: ServerRequest,
  response: ServerResponse,
): Promise<void> {
  const url = urlOf(request);
  const read = await bodies.read(request);
  if (!url || 'refusal' in read) {
    const status = url && 'refusal' in read ? read.refusal : 400;
    await send(request, response, json(status, { error: 'invalid_request' }));
    return;
  }
  const reply = await dispatcher.dispatch({ request, url, body: read.body });
  if (!reply) reset(request);
  else await send(request, response, reply);
}
