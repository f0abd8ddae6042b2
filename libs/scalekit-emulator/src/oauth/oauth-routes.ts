import type { Environment } from '../environment/environment.js';
import { json, type Exchange, type Reply } from '../server/exchange.js';
import type { Route } from '../server/router.js';
import type { AuthorizationServer } from './authorization-server.js';
import { atResource, authorize, redeem, registerClient } from './endpoints.js';
import { authorizationServerMetadata } from './metadata.js';

/** OAuth and its discovery, for the environment and for the MCP server's resource in it. */
export function oauthRoutes(environment: Environment, server: AuthorizationServer): Route[] {
  const metadata = (exchange: Exchange): Reply =>
    atResource(environment, exchange, (resource) =>
      json(200, authorizationServerMetadata(environment, resource)),
    );
  const register = (exchange: Exchange): Promise<Reply> | Reply =>
    atResource(environment, exchange, (resource) =>
      registerClient(server, exchange, resource ?? environment.firstResource),
    );

  return [
    {
      step: 'metadata',
      method: 'GET',
      // RFC 8414 section 3.1 puts the issuer's path behind, Scalekit serves it before as well.
      path: /^(?:\/resources\/(?<resource>[^/]+))?\/\.well-known\/oauth-authorization-server$/,
      summary: 'Authorization server metadata (RFC 8414), the issuer’s path in front',
      cors: true,
      handle: metadata,
    },
    {
      step: 'metadata',
      method: 'GET',
      path: /^\/\.well-known\/oauth-authorization-server\/resources\/(?<resource>[^/]+)$/,
      summary: 'Authorization server metadata, the issuer’s path behind',
      cors: true,
      handle: metadata,
    },
    {
      step: 'metadata',
      method: 'GET',
      path: /^\/\.well-known\/openid-configuration$/,
      summary: 'The environment’s metadata for OpenID clients',
      cors: true,
      handle: metadata,
    },
    {
      step: 'keys',
      method: 'GET',
      path: /^\/keys$/,
      summary: 'Public keys of every token (JWKS)',
      cors: true,
      handle: (exchange) => server.call(undefined, exchange, { method: 'GET', target: '/keys' }),
    },
    {
      step: 'register',
      method: 'POST',
      path: /^\/oauth\/register$/,
      summary: 'Dynamic client registration (RFC 7591)',
      cors: true,
      handle: register,
    },
    {
      step: 'register',
      method: 'POST',
      path: /^\/api\/v1\/resources\/(?<resource>[^/]+)\/clients:register$/,
      summary: 'Dynamic client registration at one MCP server',
      cors: true,
      handle: register,
    },
    {
      step: 'authorize',
      method: 'GET',
      path: /^(?:\/resources\/(?<resource>[^/]+))?\/oauth\/authorize$/,
      summary: 'Authorization request: PKCE S256, resource indicators, iss in the answer',
      handle: (exchange) =>
        atResource(environment, exchange, (resource) => authorize(server, exchange, resource)),
    },
    {
      step: 'token',
      method: 'POST',
      path: /^(?:\/resources\/(?<resource>[^/]+))?\/oauth\/token$/,
      summary: 'authorization_code, refresh_token, client_credentials',
      cors: true,
      handle: (exchange) =>
        atResource(environment, exchange, (resource) =>
          redeem(environment, server, exchange, resource),
        ),
    },
  ];
}
