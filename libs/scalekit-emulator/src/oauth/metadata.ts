import type { Environment } from '../environment/environment.js';
import type { Resource } from '../environment/resource.js';
import { supportedScopes } from './scopes.js';

/**
 * Authorization server metadata, RFC 8414 section 2, with the members that Scalekit publishes.
 * @param resource whose authorization server it is; none for the environment's
 */
export function authorizationServerMetadata(
  environment: Environment,
  resource: Resource | undefined,
): object {
  const base = resource ? environment.urlOf(resource) : environment.url;
  const { id } = resource ?? environment.firstResource;
  return {
    issuer: issuerFor(environment, resource),
    authorization_endpoint: `${base}/oauth/authorize`,
    token_endpoint: `${base}/oauth/token`,
    jwks_uri: `${environment.url}/keys`,
    registration_endpoint: `${environment.url}/api/v1/resources/${id}/clients:register`,
    scopes_supported: scopesOf(resource ? [resource] : environment.resources),
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'client_credentials', 'refresh_token'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none', 'client_secret_post', 'client_secret_basic'],
    client_id_metadata_document_supported: environment.settings.clientIdMetadata !== 'off',
    authorization_response_iss_parameter_supported: true,
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}

/** The issuer that a client meets which found the authorization server of one MCP server, or of the environment. */
export function issuerFor(environment: Environment, resource: Resource | undefined): string {
  const perResource = environment.settings.issuerMode === 'resource';
  return perResource && resource ? environment.urlOf(resource) : environment.url;
}

function scopesOf(resources: Resource[]): string[] {
  return [...new Set(resources.flatMap(({ scopes }) => supportedScopes(scopes)))];
}
