import type { Dispatcher } from 'undici';
import type { ClaimStore } from '../claims/claim-store.js';
import type { AskForDetails } from '../details/login-request-details.js';
import type { LoginOrganizations, LoginPolicy } from '../details/login-policy.js';
import { defaultTemplate, type PageTemplate } from '../pages/page-template.js';
import type { ReplacedTexts } from '../pages/texts.js';
import type { Given, ScalekitConnectionOptions } from './connection-options.js';
import {
  claimStore,
  cookieSecrets,
  isBoolean,
  isFunction,
  isFunctionOrObject,
  oneOf,
  wholeNumber,
} from './option-checks.js';
import { commaSeparated, Option } from './option.decorator.js';
import { appUrl, frontEnds, loginUrl, path } from './url-checks.js';

/** The default of `currentUser`. */
export function requestUser(request: unknown): unknown {
  return (request as { user?: unknown }).user;
}

/** The options of the module beside those of its connections: the one place that names them. */
export class FederationOptions {
  /**
   * Keys that seal the cookies, newest first: the first seals, all of them open. At least 32 bytes each.
   * @default SCALEKIT_COOKIE_SECRET, comma-separated
   */
  @Option({
    variable: 'SCALEKIT_COOKIE_SECRET',
    parse: commaSeparated,
    required: true,
    check: cookieSecrets,
  })
  cookieSecrets!: string[];

  /**
   * Where browsers reach this backend, such as `https://api.acme.com`. Cookies are `__Host-` and
   * `Secure` unless it is http on loopback. Without it they are, unless NODE_ENV is `development` or
   * `test`. @default SCALEKIT_APP_URL
   */
  @Option({ variable: 'SCALEKIT_APP_URL', check: appUrl })
  appUrl: string | undefined;

  /**
   * Origins of pages elsewhere that sign people in here, such as `https://app.acme.com`. Their scripts
   * get tickets in the place of cookies, and absolute URLs; `appUrl` is required then.
   * @default SCALEKIT_FRONT_ENDS, comma-separated, else none: scripts of other origins capture nothing
   */
  @Option({ variable: 'SCALEKIT_FRONT_ENDS', parse: commaSeparated, check: frontEnds })
  frontEnds: string[] = [];

  /** Where the module answers; the app's global prefix goes before it. @default `/scalekit` */
  @Option({ check: path })
  basePath: string = '/scalekit';

  /** The app's login page as browsers see it. @default `/login` behind the global prefix */
  @Option({ check: loginUrl })
  loginUrl: string | undefined;

  /** Which logins are confirmed on the continue page: those that are not proven, or all. @default `unproven` */
  @Option({ check: oneOf('unproven', 'always') })
  confirm: 'unproven' | 'always' = 'unproven';

  /**
   * Which app asks for a login, for which MCP server, and what it wants to do there. Takes what
   * Scalekit's SDK answers (from 2.17 on) as it is:
   * `(id) => scalekit.auth.getLoginRequestDetails(id)`. Asked when a login request is captured, for at
   * most 1 s; a login without an answer goes on, and a log line says why. The connection is undefined
   * where `resourceId` is still to choose it. @default nobody is asked, and pages name no app
   */
  @Option({ check: isFunction })
  loginRequestDetails: AskForDetails | undefined;

  /**
   * Decides before every push whether this person may connect this app, or has to sign in anew. Has
   * 2 s; when it throws, is late or answers something else, nothing is pushed (503).
   * @default everybody who has signed in may
   */
  @Option({ check: isFunction })
  policy: LoginPolicy | undefined;

  /**
   * For which organizations this person may connect this app. With more than one the person chooses on
   * the continue page; the one that counts is sent as `organizationExternalId` and `…Name`. Asked when
   * the page is shown and before the push, each time for at most 2 s.
   * @default what `mapPrincipal` says
   */
  @Option({ check: isFunction })
  organizations: LoginOrganizations | undefined;

  /**
   * Seconds from capture in which a login request can be answered, 60 to 900. Scalekit's documentation
   * says that they live about 10 minutes, its SDK says 15. @default 540
   */
  @Option({ check: wholeNumber(60, 900, 'seconds') })
  loginRequestTtlSeconds: number = 540;

  /** Who is signed in already, from the session. @default `request.user` */
  @Option({ check: isFunction })
  currentUser: (request: never) => unknown = requestUser;

  /** Refuses accounts without `email_verified: true`. @default false */
  @Option({ check: isBoolean })
  requireVerifiedEmail: boolean = false;

  /**
   * Several MCP servers behind one backend, by name. What a connection leaves out is taken from the
   * options above, except its `connectionId`. Choose one at capture with `@LoginConnection('crm')`
   * on the login route, or with `connection`.
   */
  @Option()
  connections: Record<string, ScalekitConnectionOptions> | undefined;

  /** Names the connection of a login request, from the request to the login page. @default the only one, or `default` */
  @Option({ check: isFunction })
  connection: (request: never) => string | undefined = () => undefined;

  /** Sentences that replace ours on pages and in the notice; a function for the visitor's language. */
  @Option({ check: isFunctionOrObject })
  texts: ReplacedTexts | ((request: never) => ReplacedTexts) = {};

  /** The document around the content of our pages. Their security headers stay ours. */
  @Option({ check: isFunction })
  template: PageTemplate = defaultTemplate;

  /**
   * Who claimed which login request, for all replicas: see `nestjs-scalekit-federation/redis`. While it
   * does not answer, nobody is handed off (503). @default each process remembers its own
   */
  @Option({ check: claimStore })
  store: ClaimStore | undefined;

  /** undici dispatcher for the calls to Scalekit: a proxy, or a MockAgent in tests. @default an Agent that honours HTTPS_PROXY and NO_PROXY */
  @Option()
  dispatcher: Dispatcher | undefined;

  /** `http` takes axios' own Node adapter, the only one that nock and msw see. @default `undici` */
  @Option({ check: oneOf('undici', 'http') })
  adapter: 'undici' | 'http' = 'undici';
}

/** Every option that is left out is read from its environment variable through ConfigService. */
export interface ScalekitFederationOptions
  extends ScalekitConnectionOptions, Given<FederationOptions> {}
