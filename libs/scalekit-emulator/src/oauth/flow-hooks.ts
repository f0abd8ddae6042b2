import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Environment } from '../environment/environment.js';
import { newId } from '../environment/ids.js';
import { bindingCookie } from '../login-request/browser-binding.js';
import type { Resource } from '../environment/resource.js';
import { notesOf, toLoginUrl, type LoginRequests } from '../login-request/login-request.js';
import { machineTokenClaims, userTokenClaims } from './access-token.js';
import type { Exchange } from '../server/exchange.js';
import type { BackendTokens } from './backend-tokens.js';
import { exchangeOf } from './call-provider.js';
import type { Grants } from './grants.js';
import type { KnownClients } from './known-clients.js';
import type { FlowHooks } from './provider.js';
import { audienceFor, mcpServer, scalekitApi } from './resource-server.js';
import { knownScopes, splitScope } from './scopes.js';

/** Which MCP server a request is about, by its path, its client and its resource indicator. */
export type ResourceMeant = (
  exchange: Exchange,
  clientId: string | undefined,
  indicator: string | undefined,
) => Resource;

/**
 * Ties oidc-provider to the login requests.
 * @param grants which login request a grant came from
 * @param resourceMeant which MCP server a request is about
 * @param backendTokens is told every token that the backend gets
 * @param clients what is known of the clients beside what oidc-provider knows
 */
export function createFlowHooks(
  environment: Environment,
  requests: LoginRequests,
  grants: Grants,
  backendTokens: BackendTokens,
  clients: KnownClients,
  resourceMeant: ResourceMeant,
): FlowHooks {
  const isBackend = (clientId: string | undefined): boolean => clientId === environment.clientId;

  return {
    loginUrl: (ctx, interaction) => {
      const { params, provider, client, resourceServers = {} } = ctx.oidc;
      const exchange = exchangeOf(ctx.req);
      const indicators = Object.keys(resourceServers);
      const clientId = String(interaction.params['client_id']);
      const resource = resourceMeant(exchange, clientId, indicators[0]);
      const request = requests.begin(
        {
          issuer: provider.issuer,
          interactionId: interaction.uid,
          resourceId: resource.id,
          namesResource: namesResource(exchange, clients, clientId),
          clientId,
          client: clients.describe(clientId, client?.clientName),
          redirectUri: String(interaction.params['redirect_uri']),
          scopes: knownScopes(splitScope(asText(params?.['scope'])), resource.scopes),
          resources: indicators,
        },
        resource.connectionId,
        environment.settings.loginRequestTtlSeconds,
      );
      Object.assign(exchange.notes, notesOf(request));
      const { callbackBinding, loginUrlQuery } = environment.settings;
      if (callbackBinding === 'browser') exchange.cookies.push(bindingCookie(request));
      return toLoginUrl(resource.loginUrl ?? environment.url, request, loginUrlQuery);
    },

    findAccount: (ctx, sub) => ({
      accountId: sub,
      claims: () => {
        // oidc-provider picks those that the ID token's scopes allow.
        return { ...grants.loginOf(ctx.oidc.entities.Grant?.jti)?.user, sub };
      },
    }),

    resourceIndicators: {
      enabled: true,
      defaultResource: (ctx, client, oneOf) => {
        if (isBackend(client?.clientId)) return environment.url;
        const meant = resourceMeant(exchangeOf(ctx.req), client?.clientId, undefined);
        return oneOf?.[0] ?? environment.indicatorOf(meant);
      },
      getResourceServerInfo: (ctx, indicator, client) => {
        const scopes = requestedScopes(ctx);
        if (isBackend(client.clientId)) return scalekitApi(environment, scopes);
        const resource = resourceMeant(exchangeOf(ctx.req), client.clientId, indicator);
        return mcpServer(environment, resource, indicator, scopes);
      },
      useGrantedResource: () => true,
    },

    formats: {
      customizers: {
        jwt: (ctx, token, parts) => {
          const tokenId = newId('tkn');
          const clientId = token.clientId ?? '';
          const exchange = exchangeOf(ctx.req);
          const indicator = String(parts.payload['aud']);
          const resource = resourceMeant(exchange, clientId, indicator);
          const audience = isBackend(clientId)
            ? [indicator]
            : audienceFor(environment, resource, indicator);
          const request = 'grantId' in token ? grants.loginOf(token.grantId) : undefined;
          Object.assign(exchange.notes, request ? notesOf(request) : { clientId });
          if (isBackend(clientId)) backendTokens.issued(tokenId);
          parts.payload = request?.user
            ? userTokenClaims(parts.payload, request.user, {
                audience,
                resource: indicator,
                tokenId,
                organizationId: environment.organizations.of(request.user)?.id,
                lists: environment.settings.tokenClaims,
                sessionId: request.sessionId,
              })
            : machineTokenClaims(parts.payload, { audience, tokenId });
        },
      },
    },
  };
}

/** By its endpoint, its resource indicator (RFC 8707), or where its client is known from; not by default. */
function namesResource({ params, url }: Exchange, clients: KnownClients, clientId: string) {
  const named = params['resource'] ?? url.searchParams.get('resource');
  return Boolean(named ?? clients.resourceOf(clientId));
}

/** Scopes of the request itself, or of the code or refresh token that it redeems. */
function requestedScopes({ oidc }: KoaContextWithOIDC): string[] {
  const { AuthorizationCode, RefreshToken } = oidc.entities;
  const scope = asText(oidc.params?.['scope']) ?? AuthorizationCode?.scope ?? RefreshToken?.scope;
  return splitScope(scope);
}

function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
