import type { Dispatcher } from 'undici';
import type { PageTemplate } from '../pages/page-template.js';
import type { ReplacedTexts } from '../pages/texts.js';
import type { FederatedUserInput } from '../user/federated-user.js';

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

/** What belongs to one connection in Scalekit's dashboard (MCP server > Advanced configuration). */
export interface ScalekitConnectionOptions {
  /** Environment URL, such as `https://acme.scalekit.com`. @default SCALEKIT_ENVIRONMENT_URL */
  environmentUrl?: string | undefined;
  /** The custom domain that browsers see. @default SCALEKIT_PUBLIC_URL, else `environmentUrl` */
  publicUrl?: string | undefined;
  /** `skc_…`. @default SCALEKIT_CLIENT_ID */
  clientId?: string | undefined;
  /** @default SCALEKIT_CLIENT_SECRET */
  clientSecret?: string | undefined;
  /** `conn_…`, not the MCP server's `res_…`. @default SCALEKIT_CONNECTION_ID */
  connectionId?: string | undefined;
  /** @default understands OIDC claims, Passport's profile and `{ id, email, name }` */
  mapPrincipal?: MapPrincipal | undefined;
}

/** Every option that is left out is read from its environment variable through ConfigService. */
export interface ScalekitFederationOptions extends ScalekitConnectionOptions {
  /**
   * Keys that seal the cookies, newest first: the first seals, all of them open. At least 32 bytes each.
   * @default SCALEKIT_COOKIE_SECRET, comma-separated
   */
  cookieSecrets?: string[] | undefined;
  /**
   * Where browsers reach this backend, such as `https://api.acme.com`. Cookies are `__Host-` and
   * `Secure` unless it is http on loopback. Without it they are, unless NODE_ENV is `development` or
   * `test`. @default SCALEKIT_APP_URL
   */
  appUrl?: string | undefined;
  /** Where the module answers; the app's global prefix goes before it. @default `/scalekit` */
  basePath?: string | undefined;
  /** The app's login page as browsers see it. @default `/login` behind the global prefix */
  loginUrl?: string | undefined;
  /**
   * Which logins are confirmed on the continue page: those that are not proven to have been made for
   * this login request, or all of them. @default `unproven`
   */
  confirm?: 'unproven' | 'always' | undefined;
  /** Who is signed in already, from the session. @default `request.user` */
  currentUser?: ((request: never) => unknown) | undefined;
  /** Refuses accounts without `email_verified: true`. @default false */
  requireVerifiedEmail?: boolean | undefined;
  /**
   * Several MCP servers behind one backend, by name. What a connection leaves out is taken from the
   * options above, except its `connectionId`. Choose one at capture with `@LoginConnection('crm')`
   * on the login route, or with `connection`.
   */
  connections?: Record<string, ScalekitConnectionOptions> | undefined;
  /** Names the connection of a login request, from the request to the login page. @default the only one, or `default` */
  connection?: ((request: never) => string | undefined) | undefined;
  /** Sentences that replace ours on pages and in the notice; a function for the visitor's language. */
  texts?: ReplacedTexts | ((request: never) => ReplacedTexts) | undefined;
  /** The document around the content of our pages. Their security headers stay ours. */
  template?: PageTemplate | undefined;
  /** undici dispatcher for the calls to Scalekit: a proxy, or a MockAgent in tests. @default an Agent that honours HTTPS_PROXY and NO_PROXY */
  dispatcher?: Dispatcher | undefined;
  /** `http` takes axios' own Node adapter, the only one that nock and msw see. @default `undici` */
  adapter?: 'undici' | 'http' | undefined;
}
