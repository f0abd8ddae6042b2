import {
  fromJson,
  toJson,
  type DescMethodUnary,
  type JsonObject,
  type Message,
} from '@bufbuild/protobuf';
import { Code, ConnectError, createContextKey, createContextValues } from '@connectrpc/connect';
import { connectNodeAdapter } from '@connectrpc/connect-node';
import { ApiError, toGatewayBody } from '../environment/api-error.js';
import { bodyBytes } from '../memory/bounds.js';
import type { Dispatcher } from '../server/dispatcher.js';
import { json, reworded, type Reply, type ServerRequest } from '../server/exchange.js';
import type { RequestHandler } from '../server/listener.js';
import { unaryMethod } from './descriptors.js';
import { methods, type RestCall } from './methods.js';
import { toError, parse } from './grpc-error.js';
import { overTheWire } from './over-the-wire.js';
import { unservedHandler } from './unserved-handler.js';

const requestKey = createContextKey<ServerRequest | undefined>(undefined);

/** Carries gRPC calls out as the REST calls that they stand for, and words the answers for gRPC. */
export function grpcHandler(dispatcher: Dispatcher): RequestHandler {
  const unserved = unservedHandler(dispatcher);
  return connectNodeAdapter({
    connect: false,
    grpcWeb: false,
    readMaxBytes: bodyBytes,
    fallback: unserved,
    contextValues: (request) => createContextValues().set(requestKey, request),
    routes: (router) => {
      for (const [name, toRest] of Object.entries(methods)) {
        const method = unaryMethod(name);
        router.rpc(method, async (message, { values }) => {
          const request = values.get(requestKey);
          if (!request) throw new ConnectError('no request', Code.Internal);
          const answer = await carryOut(dispatcher, request, name, () =>
            toRest(toJson(method.input, message, { useProtoFieldName: true }) as JsonObject),
          );
          return toResponse(method, await overTheWire(request, answer));
        });
      }
    },
  });
}

async function carryOut(
  dispatcher: Dispatcher,
  request: ServerRequest,
  grpc: string,
  toRest: () => RestCall,
): Promise<Reply | undefined> {
  let call: RestCall;
  try {
    call = toRest();
  } catch (error) {
    if (error instanceof ApiError) return json(error.status, toGatewayBody(error));
    throw error;
  }
  return dispatcher.dispatch({
    request: reworded(request, {
      method: call.method,
      headers: { ...request.headers, 'content-type': 'application/json' },
    }),
    url: new URL(call.path, 'http://emulator'),
    body: call.body ? JSON.stringify(call.body) : '',
    notes: { grpc },
  });
}

function toResponse(method: DescMethodUnary, reply: Reply): Message {
  const body = parse(reply.body);
  if (reply.status >= 300) throw toError(reply.status, body);
  if (body === undefined) throw new ConnectError('the answer is no JSON', Code.Internal);
  return fromJson(method.output, body, { ignoreUnknownFields: true });
}
