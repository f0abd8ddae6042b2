import { errors, type ResourceServer } from 'oidc-provider';
import type { Environment } from '../environment/environment.js';
import { isIndicatorOf, type Resource } from '../environment/resource.js';
import { knownScopes } from './scopes.js';

/** By what a request may name the MCP server that it is about. */
export interface ResourceHints {
  /** The `res_…` in the path of the endpoint. */
  path: string | undefined;
  /** RFC 8707 */
  indicator: string | undefined;
  /** Where the client registered, or was seeded for. */
  client: string | undefined;
}

/** The MCP server that a request is about; one that names none is about the first. */
export function resourceMeant(
  environment: Environment,
  { path, indicator, client }: ResourceHints,
): Resource {
  const { resources } = environment;
  return (
    resources.find(({ id }) => id === path) ??
    resources.find(
      (one) => indicator !== undefined && isIndicatorOf(indicator, one, environment.urlOf(one)),
    ) ??
    resources.find(({ id }) => id === client) ??
    environment.firstResource
  );
}

/**
 * What a token for an MCP server may hold.
 * @throws {errors.InvalidTarget} if the indicator names another server
 */
export function mcpServer(
  environment: Environment,
  resource: Resource,
  indicator: string,
  requestedScopes: string[],
): ResourceServer {
  const takesAny = resource.url === undefined;
  if (!takesAny && !isIndicatorOf(indicator, resource, environment.urlOf(resource))) {
    throw new errors.InvalidTarget('resource is not the URL of this MCP server');
  }
  return {
    scope: knownScopes(requestedScopes, resource.scopes).join(' '),
    audience: indicator,
    accessTokenFormat: 'jwt',
    accessTokenTTL: environment.settings.accessTokenTtlSeconds,
    jwt: { sign: { alg: 'RS256' } },
  };
}

/** Scalekit's own API, which the backend's tokens are for. */
export function scalekitApi(environment: Environment, requestedScopes: string[]): ResourceServer {
  return {
    scope: requestedScopes.join(' '),
    audience: environment.url,
    accessTokenFormat: 'jwt',
    accessTokenTTL: environment.settings.backendTokenTtlSeconds,
    jwt: { sign: { alg: 'RS256' } },
  };
}

/** `aud` of the MCP clients' tokens: the server's URL as it is configured, and its id. */
export function audienceFor(
  environment: Environment,
  resource: Resource,
  indicator: string,
): string[] {
  const named = resource.url ?? (indicator === environment.urlOf(resource) ? undefined : indicator);
  return named === undefined ? [resource.id] : [named, resource.id];
}
