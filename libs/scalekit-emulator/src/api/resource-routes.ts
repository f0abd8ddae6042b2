import { ApiError } from '../environment/api-error.js';
import type { Environment } from '../environment/environment.js';
import type { Resource } from '../environment/resource.js';
import type { AuthorizationServer } from '../oauth/authorization-server.js';
import { supportedScopes } from '../oauth/scopes.js';
import type { Route } from '../server/router.js';
import { answerApi } from './answer-api.js';

/** What an app asks to check its configuration: an MCP server and its connection. */
export function resourceRoutes(environment: Environment, server: AuthorizationServer): Route[] {
  return [
    {
      step: 'resource',
      method: 'GET',
      path: /^\/api\/v1\/resources\/(?<resource>[^/:]+)$/,
      summary: 'An MCP server with its connection',
      handle: ({ request, params }) =>
        answerApi(async () => {
          await server.backendTokens.authenticate(request.headers.authorization);
          const resource = environment.resourceById(params['resource'] ?? '');
          if (!resource) throw new ApiError('NOT_FOUND', 'resource not found');
          return { resource: describe(environment, resource) };
        }),
    },
  ];
}

/** Scalekit's Resource message; 64-bit numbers are strings in protobuf's JSON. */
function describe(environment: Environment, resource: Resource): object {
  return {
    id: resource.id,
    name: resource.name,
    resource_uri: resource.url ?? '',
    resource_type: 'MCP_SERVER',
    disable_dynamic_client_registration: false,
    enable_cimd: true,
    access_token_expiry: String(environment.settings.accessTokenTtlSeconds),
    scopes: resource.scopes === 'any' ? [] : resource.scopes.map((name) => ({ name })),
    protected_metadata: {
      authorization_servers: [environment.urlOf(resource)],
      bearer_methods_supported: ['header'],
      resource: environment.indicatorOf(resource),
      scopes_supported: supportedScopes(resource.scopes),
    },
    connection_details: {
      id: resource.connectionId,
      type: 'CUSTOM',
      status: 'COMPLETED',
      enabled: true,
      provider: 'CUSTOM',
      settings: resource.loginUrl === undefined ? {} : { authorize_uri: resource.loginUrl },
    },
  };
}
