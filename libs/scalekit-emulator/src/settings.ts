import type { GrpcCode } from './environment/grpc-code.js';

/** What can be changed while the emulator runs, by `configure()`. */
export interface EmulatorSettings {
  /** The app's login page. A query string in it is kept. Needed before the first `/oauth/authorize`. */
  loginUrl?: string;

  /**
   * The MCP server's URL: the resource indicator that clients send, and the first `aud` of their tokens. Without it any
   * resource indicator is accepted and `aud` holds it beside the `res_…` id.
   */
  resource?: string;

  /** Name of the MCP server on the consent page. @default 'MCP server' */
  resourceName?: string;

  /**
   * Scopes that the MCP server knows, beside `openid profile email offline_access`. A client that registers for another
   * one is refused, one that asks for it goes without. @default 'any'
   */
  scopes?: 'any' | string[];

  /**
   * `resource`: whoever uses `{env}/resources/res_…` as authorization server meets that very URL as `issuer`, `iss` and
   * `iss` claim. `environment`: it is `{env}` everywhere. Scalekit is moving from the second to the first.
   * @default 'resource'
   */
  issuerMode?: 'resource' | 'environment';

  /**
   * Client ids that are the https URL of a metadata document (CIMD). `public`: fetched from public addresses only.
   * `loopback`: also from this machine, whatever certificate it shows, for tests. `off`: not supported.
   * @default 'public'
   */
  clientIdMetadata?: 'public' | 'loopback' | 'off';

  /**
   * `person`: a page asks every time. `once`: it asks until this user has allowed this client all that it asks for, and
   * again after the consent is taken back. `auto`: the callback answers with the code at once. @default 'person'
   */
  consent?: 'person' | 'once' | 'auto';

  /** How long a login request may be pushed to and called back. Zero or less: it is born expired. @default 600 */
  loginRequestTtlSeconds?: number;

  /** Life of the MCP clients' access tokens. @default 3600 */
  accessTokenTtlSeconds?: number;

  /** Life of the backend's tokens. @default 86399 */
  backendTokenTtlSeconds?: number;

  /**
   * A push to a login request that has a user already. `same-user`: the first answer again for the same `sub`, otherwise
   * ALREADY_EXISTS. `replace`: the last one wins. `refuse`: always ALREADY_EXISTS. @default 'same-user'
   */
  secondPush?: 'same-user' | 'replace' | 'refuse';

  /** A callback before the push. `keep`: the request lives on. `burn`: it is spent. @default 'keep' */
  earlyCallback?: 'keep' | 'burn';

  /** What a push to a login request that was never begun is answered with. @default 'NOT_FOUND' */
  unknownLoginRequest?: GrpcCode;

  /** What a push to an expired login request is answered with. @default 'FAILED_PRECONDITION' */
  expiredLoginRequest?: GrpcCode;

  /** What a push to a login request whose callback came already is answered with. @default 'FAILED_PRECONDITION' */
  usedLoginRequest?: GrpcCode;

  /** The OAuth error that the client gets after a push of `login_failed`. @default 'access_denied' */
  loginFailedError?: string;

  /** Whether a push may say `login_failed`; servers before SDK 2.11 did not know it. @default 'known' */
  loginFailed?: 'known' | 'unknown';

  /** `none`: whoever brings `state` goes on. `browser`: only the browser that began, told by a cookie. @default 'none' */
  callbackBinding?: 'none' | 'browser';

  /** How a push is answered: `auth_request_id`, `authRequestId`, or `{}` as older servers do. @default 'snake_case' */
  pushResponse?: 'snake_case' | 'camelCase' | 'empty';

  /** Fields of a push that the contract does not know. @default 'ignore' */
  unknownFields?: 'ignore' | 'refuse';

  /** What becomes of a query string in the login URL. @default 'keep' */
  loginUrlQuery?: 'keep' | 'drop';

  /** Which of the pushed lists become claims of the access token. @default ['roles'] */
  tokenClaims?: ('roles' | 'groups')[];

  /** Words of an error of `/oauth/token`: RFC 6749's, or those of the rest of the API. @default 'oauth' */
  tokenErrorBody?: 'oauth' | 'gateway';
}
