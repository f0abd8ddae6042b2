import {
  Inject,
  Module,
  type DynamicModule,
  type NestModule,
  type OnModuleInit,
} from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { DiscoveryModule } from '@nestjs/core';
import { AuditLog } from './audit/audit-log.js';
import { AskedAccount } from './continue-page/asked-account.js';
import { ContinuePage } from './continue-page/continue-page.js';
import { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } from './federation.module-definition.js';
import { FederationService } from './federation.service.js';
import { FEDERATION_OPTIONS } from './options/options.token.js';
import { Confirmation } from './hand-off/confirmation.js';
import { HandOff } from './hand-off/hand-off.js';
import { LoginEnding } from './hand-off/login-ending.js';
import { Relay } from './hand-off/relay.js';
import { CaptureLoginRequest } from './login-request/capture-login-request.js';
import { LoginRequests } from './login-request/login-requests.js';
import { CaptureLog } from './login-request/capture-log.js';
import { MissingNotice } from './login-request/missing-notice.js';
import type { ScalekitFederationOptions } from './options/federation-options.js';
import { resolveOptions } from './options/resolve-options.js';
import { type ResolvedOptions } from './options/resolved-options.js';
import { SsoRoundTrips } from './round-trip/sso-round-trips.js';
import { Pages } from './pages/pages.js';
import { OwnEndpoints } from './routes/own-endpoints.js';
import { ErrorAnswers } from './routes/error-answers.js';
import { CatchAllGuard } from './routes/catch-all.guard.js';
import { FederationPaths } from './pages/federation-paths.js';
import { FederationRoutes } from './routes/federation-routes.js';
import { FederationFilter } from './routes/federation.filter.js';
import { LoginFlowGuard } from './routes/login-flow.guard.js';
import { UserWatchEndGuard, UserWatchGuard } from './routes/user-watch.guard.js';
import { ScalekitClients } from './scalekit/scalekit-clients.js';
import { SCALEKIT_HTTP_SERVICE, createScalekitHttp } from './scalekit/scalekit-http.js';
import { CookieSeal } from './transaction/cookie-seal.js';
import { SealedCookies } from './transaction/sealed-cookies.js';
import { TransactionCookies } from './transaction/transaction-cookies.js';

/** What guards and interceptors inject, wherever they are built. */
const shared = [
  {
    provide: FEDERATION_OPTIONS,
    useFactory: (options: ScalekitFederationOptions, config: ConfigService): ResolvedOptions =>
      resolveOptions(options, (variable) => config.get<unknown>(variable)),
    inject: [MODULE_OPTIONS_TOKEN, ConfigService],
  },
  {
    provide: SCALEKIT_HTTP_SERVICE,
    useFactory: (options: ResolvedOptions) => createScalekitHttp(options),
    inject: [FEDERATION_OPTIONS],
  },
  FederationService,
  CaptureLoginRequest,
  LoginRequests,
  MissingNotice,
  CaptureLog,
  FederationPaths,
  SsoRoundTrips,
];

/**
 * Lends this app's login to Scalekit. Import it once, in the root module.
 *
 * @example
 * ```ts
 * @Module({ imports: [ConfigModule.forRoot(), ScalekitFederationModule.forRoot()] })
 * export class AppModule {}
 * ```
 */
@Module({
  imports: [ConfigModule, DiscoveryModule],
  providers: [
    ...shared,
    AuditLog,
    Pages,
    Confirmation,
    HandOff,
    Relay,
    LoginEnding,
    ScalekitClients,
    {
      provide: CookieSeal,
      useFactory: (options: ResolvedOptions) => new CookieSeal(options.cookieSecrets()),
      inject: [FEDERATION_OPTIONS],
    },
    {
      provide: SealedCookies,
      useFactory: (seal: CookieSeal, options: ResolvedOptions) =>
        new SealedCookies(seal, options.secureCookies),
      inject: [CookieSeal, FEDERATION_OPTIONS],
    },
    TransactionCookies,
    ErrorAnswers,
    FederationFilter,
    LoginFlowGuard,
    UserWatchGuard,
    UserWatchEndGuard,
    FederationRoutes,
    AskedAccount,
    ContinuePage,
    OwnEndpoints,
    CatchAllGuard,
  ],
  exports: shared,
})
export class ScalekitFederationModule
  extends ConfigurableModuleClass
  implements NestModule, OnModuleInit
{
  constructor(
    @Inject(FederationRoutes) private readonly routes: FederationRoutes,
    @Inject(OwnEndpoints) private readonly endpoints: OwnEndpoints,
  ) {
    super();
  }

  /** Options may be left out altogether: everything then comes from the environment. */
  static override forRoot(
    options: ScalekitFederationOptions & { isGlobal?: boolean } = {},
  ): DynamicModule {
    return super.forRoot(options);
  }

  /** The last moment before Nest builds the routes. */
  configure(): void {
    this.routes.prepare();
  }

  /** Behind the app's middleware, and before it starts to listen. */
  onModuleInit(): void {
    this.endpoints.register();
  }
}
