import type { FederatedUserInput } from '../user/federated-user.js';
import { mapPrincipal } from '../user/map-principal.js';
import { connectionId, credential, isFunction, resourceId } from './option-checks.js';
import { Option } from './option.decorator.js';
import { scalekitUrl } from './url-checks.js';

/** What a mapper knows beside the principal. */
export interface PrincipalContext {
  /** Name of the connection that the login request was captured for; `default` where only one is configured. */
  readonly connection: string;
  /** The framework's request (Express or Fastify); undefined when `toFederatedUser` is called by hand. */
  readonly request: unknown;
}

/**
 * Turns the app's principal into Scalekit's fields. snake_case is accepted; unknown keys are an error.
 * Must be synchronous: look up what it needs in `@AfterLogin({ principal })`.
 */
export type MapPrincipal = (principal: unknown, context: PrincipalContext) => FederatedUserInput;

/** The options that may differ from connection to connection: the one place that names them. */
export class ConnectionOptions {
  /** Environment URL, such as `https://acme.scalekit.com`. @default SCALEKIT_ENVIRONMENT_URL */
  @Option({ variable: 'SCALEKIT_ENVIRONMENT_URL', required: true, check: scalekitUrl })
  environmentUrl!: string;

  /** The custom domain that browsers see. @default SCALEKIT_PUBLIC_URL, else `environmentUrl` */
  @Option({ variable: 'SCALEKIT_PUBLIC_URL', check: scalekitUrl })
  publicUrl: string | undefined;

  /** `skc_…`. @default SCALEKIT_CLIENT_ID */
  @Option({ variable: 'SCALEKIT_CLIENT_ID', required: true, check: credential('Client ID') })
  clientId!: string;

  /** @default SCALEKIT_CLIENT_SECRET */
  @Option({
    variable: 'SCALEKIT_CLIENT_SECRET',
    required: true,
    check: credential('Client secret'),
  })
  clientSecret!: string;

  /** `conn_…`, not the MCP server's `res_…`. @default SCALEKIT_CONNECTION_ID */
  @Option({ variable: 'SCALEKIT_CONNECTION_ID', required: true, check: connectionId })
  connectionId!: string;

  /**
   * `res_…`, the MCP server that this connection belongs to. `listConnectedApps()` and
   * `disconnectApps()` look at its consents alone. Under `connections` it chooses, too: a login request
   * whose `loginRequestDetails` name this server belongs to this connection, where neither
   * `@LoginConnection()` nor `connection` says so. Never inherited. @default SCALEKIT_RESOURCE_ID
   */
  @Option({ variable: 'SCALEKIT_RESOURCE_ID', check: resourceId })
  resourceId: string | undefined;

  /** @default understands OIDC claims, Passport's profile and `{ id, email, name }` */
  @Option({ check: isFunction })
  mapPrincipal: MapPrincipal = mapPrincipal;
}

/** Options as users write them: each may be left out. */
export type Given<Options> = { [Name in keyof Options]?: Options[Name] | undefined };

/** What belongs to one connection in Scalekit's dashboard (MCP server > Advanced configuration). */
export interface ScalekitConnectionOptions extends Given<ConnectionOptions> {}
