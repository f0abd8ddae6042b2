import { ApiError, toGatewayBody } from '../environment/api-error.js';
import type { Environment } from '../environment/environment.js';
import { grpcCodeOf } from '../environment/grpc-code.js';
import type { Resource } from '../environment/resource.js';
import { errorPage } from '../pages/error-page.js';
import { json, type Exchange, type Reply } from '../server/exchange.js';
import { adaptAuthorizationQuery } from './authorization-request.js';
import type { AuthorizationServer } from './authorization-server.js';
import { InvalidClientMetadata, readRegistration } from './client-registration.js';

/** Finds out whose endpoint was called; a resource of another environment is not here. */
export function atResource<Answer extends Reply | Promise<Reply>>(
  environment: Environment,
  { params }: Exchange,
  answer: (resource: Resource | undefined) => Answer,
): Answer | Reply {
  const id = params['resource'];
  const resource = id === undefined ? undefined : environment.resourceById(id);
  if (id === undefined || resource) return answer(resource);
  return json(404, { code: 5, message: 'resource not found', details: [] });
}

export function authorize(
  server: AuthorizationServer,
  exchange: Exchange,
  resource: Resource | undefined,
): Promise<Reply> | Reply {
  const { searchParams } = exchange.url;
  const meant = server.resourceMeant(
    exchange,
    searchParams.get('client_id') ?? undefined,
    searchParams.get('resource') ?? undefined,
  );
  if (meant.loginUrl === undefined) {
    return errorPage(
      500,
      'server_error',
      'The emulator does not know the app’s login page: start it with a login URL, or configure one.',
    );
  }
  const clientId = searchParams.get('client_id') ?? '';
  if (clientId.startsWith('http:') && !server.clients.isSeeded(clientId)) {
    return errorPage(
      400,
      'invalid_client',
      'A client id that is a URL has to be https, on this machine too: clientIdMetadata “loopback” takes any certificate there.',
    );
  }
  const query = adaptAuthorizationQuery(searchParams, meant.scopes);
  return server.call(resource, exchange, {
    method: 'GET',
    target: `/oauth/authorize?${query.toString()}`,
  });
}

export async function redeem(
  environment: Environment,
  server: AuthorizationServer,
  exchange: Exchange,
  resource: Resource | undefined,
): Promise<Reply> {
  const reply = await server.call(resource, exchange, {
    method: 'POST',
    target: '/oauth/token',
    body: exchange.body,
  });
  if (reply.status < 400 || environment.settings.tokenErrorBody === 'oauth') return reply;
  const { error } = JSON.parse(reply.body) as { error: string };
  return json(reply.status, toGatewayBody(new ApiError(grpcCodeOf(reply.status), error)));
}

export async function registerClient(
  server: AuthorizationServer,
  exchange: Exchange,
  resource: Resource,
): Promise<Reply> {
  try {
    const { metadata, scope } = readRegistration(exchange.body, resource.scopes);
    const reply = await server.call(undefined, exchange, {
      method: 'POST',
      target: '/oauth/register',
      body: JSON.stringify(metadata),
    });
    if (reply.status !== 201) return reply;
    const client = JSON.parse(reply.body) as { client_id: string };
    exchange.notes.clientId = client.client_id;
    server.clients.registered(client.client_id, resource);
    return json(201, scope === undefined ? client : { ...client, scope });
  } catch (error) {
    if (!(error instanceof InvalidClientMetadata)) throw error;
    return json(400, { error: error.code, error_description: error.message });
  }
}
