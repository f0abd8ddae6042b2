import type { GrantedConsent } from '../consent/granted-consents.js';
import { ApiError } from '../environment/api-error.js';
import type { Environment } from '../environment/environment.js';
import type { AuthorizationServer } from '../oauth/authorization-server.js';
import type { Route } from '../server/router.js';
import { answerApi } from './answer-api.js';
import { pageOf, PageTokens, type PagePosition } from './page-tokens.js';

/** Nobody outside Scalekit knows the first; the second is a rule in its descriptors. */
const pageSizes = { byDefault: 10, most: 30 };

/** What is connected, and how it is taken back: Scalekit's ListResourceUserConsents and RevokeUserConsent. */
export function userConsentRoutes(environment: Environment, server: AuthorizationServer): Route[] {
  const tokens = new PageTokens();

  const list = (parameters: URLSearchParams): object => {
    const read = (name: string, camelCase = name): string =>
      parameters.get(name) ?? parameters.get(camelCase) ?? '';
    const resourceId = resourceIdFrom(environment, read('resource_id', 'resourceId'));
    const size = sizeFrom(read('page_size', 'pageSize'));
    const query = [resourceId, read('search')];
    const token = read('page_token', 'pageToken');
    const position = token === '' ? undefined : tokens.read(token, query);
    if (token !== '' && !position) {
      throw invalid('page_token', 'must come from the last answer to the same query', 'page_token');
    }
    const found = server.grants.consents.find(resourceId, read('search'));
    const { items, next, previous } = pageOf(found, position, size);
    const toToken = (to: PagePosition | undefined): string => (to ? tokens.make(to, query) : '');
    return {
      total_size: found.length,
      next_page_token: toToken(next),
      prev_page_token: toToken(previous),
      consents: items.map(toMessage),
    };
  };

  return [
    {
      step: 'user_consents',
      method: 'GET',
      path: /^\/api\/v1\/user_consents$/,
      summary: 'What users have connected to an MCP server, by resource_id and search, in pages',
      handle: ({ request, url }) =>
        answerApi(async () => {
          await server.backendTokens.authenticate(request.headers.authorization);
          return list(url.searchParams);
        }),
    },
    {
      step: 'user_consents',
      method: 'DELETE',
      path: /^\/api\/v1\/clients\/(?<client>[^/]+)\/consents\/(?<consent>[^/]+)$/,
      summary: 'Takes a consent back, and the client’s refresh tokens with it',
      handle: ({ request, params, notes }) =>
        answerApi(async () => {
          await server.backendTokens.authenticate(request.headers.authorization);
          const { client = '', consent = '' } = params;
          const revoked = server.grants.revokeConsent(client, consent);
          if (!revoked) throw new ApiError('NOT_FOUND', 'this client has no such consent');
          Object.assign(notes, { clientId: revoked.clientId, sub: revoked.sub });
          return {};
        }),
    },
  ];
}

function resourceIdFrom(environment: Environment, id: string): string {
  if (id === '') throw invalid('resource_id', 'value is required', 'required');
  if (!environment.resourceById(id)) throw new ApiError('NOT_FOUND', 'resource not found');
  return id;
}

function sizeFrom(text: string): number {
  const size = Number(text);
  if (!/^\d*$/.test(text) || size > pageSizes.most) {
    throw invalid('page_size', `value must be at most ${pageSizes.most}`, 'uint32.lte');
  }
  return size || pageSizes.byDefault;
}

/** Scalekit's ResourceUserConsent message. */
function toMessage({ id, sub, clientId, clientName, scopes, grantedAt }: GrantedConsent): object {
  return {
    id,
    external_user_id: sub,
    client_id: clientId,
    client_name: clientName,
    scopes,
    granted_at: grantedAt.toISOString(),
  };
}

function invalid(field: string, description: string, constraint: string): ApiError {
  return new ApiError('INVALID_ARGUMENT', `Validation error: ${field} ${description}`, [
    { field, description, constraint },
  ]);
}
