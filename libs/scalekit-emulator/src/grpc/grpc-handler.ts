import { setTimeout as delay } from 'node:timers/promises';
import {
  fromJson,
  toJson,
  type DescMethodUnary,
  type JsonObject,
  type JsonValue,
  type Message,
} from '@bufbuild/protobuf';
import { Code, ConnectError, createContextKey, createContextValues } from '@connectrpc/connect';
import { connectNodeAdapter } from '@connectrpc/connect-node';
import { ApiError, toGatewayBody } from '../environment/api-error.js';
import { isRecord } from '../environment/checks.js';
import { grpcCodeOf, grpcCodes } from '../environment/grpc-code.js';
import { bodyBytes } from '../memory/bounds.js';
import type { Dispatcher } from '../server/dispatcher.js';
import { json, reworded, type Reply, type ServerRequest } from '../server/exchange.js';
import type { RequestHandler } from '../server/listener.js';
import { reset } from '../server/reset.js';
import { errorInfo, unaryMethod } from './descriptors.js';
import { methods, type RestCall } from './methods.js';

const requestKey = createContextKey<ServerRequest | undefined>(undefined);

/** Carries gRPC calls out as the REST calls that they stand for, and words the answers for gRPC. */
export function grpcHandler(dispatcher: Dispatcher): RequestHandler {
  const adapter = connectNodeAdapter({
    connect: false,
    grpcWeb: false,
    readMaxBytes: bodyBytes,
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
  return adapter;
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

/** gRPC has no half answers: one that was cut short never came, one that drips comes late. */
async function overTheWire(request: ServerRequest, reply: Reply | undefined): Promise<Reply> {
  if (!reply || reply.transfer === 'truncated') {
    reset(request);
    throw new ConnectError('the connection was reset', Code.Aborted);
  }
  if (reply.transfer) await delay(reply.transfer.dripMs, undefined, { ref: false });
  return reply;
}

function toResponse(method: DescMethodUnary, reply: Reply): Message {
  const body = parse(reply.body);
  if (reply.status >= 300) throw toError(reply.status, body);
  if (body === undefined) throw new ConnectError('the answer is no JSON', Code.Internal);
  return fromJson(method.output, body, { ignoreUnknownFields: true });
}

/** A google.rpc.Status in JSON as connect sends it: code, message, and details in grpc-status-details-bin. */
function toError(status: number, body: JsonValue | undefined): ConnectError {
  const rpcStatus = isRecord(body) ? body : {};
  const { code, message, details } = rpcStatus;
  const infos = (Array.isArray(details) ? details : []).filter((one) => isErrorInfo(one));
  return new ConnectError(
    typeof message === 'string' ? message : `HTTP ${status}`,
    typeof code === 'number' ? code : grpcCodes[grpcCodeOf(status)].code,
    undefined,
    infos.map((info) => ({
      desc: errorInfo,
      value: fromJson(errorInfo, info, { ignoreUnknownFields: true }),
    })),
  );
}

function isErrorInfo(detail: unknown): detail is JsonObject {
  return isRecord(detail) && String(detail['@type']).endsWith(`/${errorInfo.typeName}`);
}

function parse(body: string): JsonValue | undefined {
  try {
    return JSON.parse(body) as JsonValue;
  } catch {
    return undefined;
  }
}
