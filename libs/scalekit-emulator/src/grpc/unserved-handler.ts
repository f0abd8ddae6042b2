import { Code, ConnectError, createContextKey, createContextValues } from '@connectrpc/connect';
import { connectNodeAdapter } from '@connectrpc/connect-node';
import { toGatewayBody } from '../environment/api-error.js';
import { bodyBytes } from '../memory/bounds.js';
import type { Dispatcher } from '../server/dispatcher.js';
import { json, type Reply, type ServerRequest } from '../server/exchange.js';
import { unaryMethod } from './descriptors.js';
import { parse, toError } from './grpc-error.js';
import { overTheWire } from './over-the-wire.js';
import { notServed } from './unserved-methods.js';

const standIn = 'scalekit.emulator.Unserved/Call';
const requestKey = createContextKey<ServerRequest | undefined>(undefined);

/**
 * Answers calls of methods that are not served with UNIMPLEMENTED, in gRPC's form, by their names. Connect's own way is a
 * bare HTTP 404, which tells a developer nothing.
 */
export function unservedHandler(dispatcher: Dispatcher): ReturnType<typeof connectNodeAdapter> {
  /** `/package.Service/Method`, as it was called. */
  const paths = new WeakMap<ServerRequest, string>();
  const handle = connectNodeAdapter({
    connect: false,
    grpcWeb: false,
    readMaxBytes: bodyBytes,
    contextValues: (request) => createContextValues().set(requestKey, request),
    routes: (router) => {
      router.rpc(unaryMethod(standIn), async (_message, { values }) => {
        const request = values.get(requestKey);
        if (!request) throw new ConnectError('no request', Code.Internal);
        const reply = await refuse(dispatcher, request, paths.get(request) ?? '');
        throw toError(reply.status, parse(reply.body));
      });
    },
  });
  return (request, response) => {
    paths.set(request, request.url ?? '');
    request.url = `/${standIn}`;
    handle(request, response);
  };
}

/** Through the dispatcher, so that the journal tells of the call and faults of the step `unknown` strike. */
async function refuse(
  dispatcher: Dispatcher,
  request: ServerRequest,
  path: string,
): Promise<Reply> {
  const name = path.slice(1);
  const error = notServed(name);
  const reply = await dispatcher.dispatch({
    request,
    url: new URL(path, 'http://emulator'),
    body: '',
    notes: { grpc: name },
    unserved: json(error.status, toGatewayBody(error)),
  });
  return overTheWire(request, reply);
}
