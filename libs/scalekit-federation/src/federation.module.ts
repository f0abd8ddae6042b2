import {
  Inject,
  Module,
  type DynamicModule,
  type NestModule,
  type OnModuleInit,
} from '@nestjs/common';
import { ConfigModule, ConfigService } from '@nestjs/config';
import { DiscoveryModule } from '@nestjs/core';
import { AuditLog } from './login/audit-log.js';
import { AskedAccount } from './endpoints/asked-account.js';
import { ContinueEndpoint } from './endpoints/continue.endpoint.js';
import { ConfigurableModuleClass, MODULE_OPTIONS_TOKEN } from './federation.module-definition.js';
import { FederationService } from './federation.service.js';
import { FEDERATION_OPTIONS } from './options/options.token.js';
import { Confirmation } from './login/confirmation.js';
import { HandOff } from './login/hand-off.js';
import { LoginEnding } from './decorators/login-ending.js';
import { Relay } from './login/saml-relay.js';
import { LoginRequestCapture } from './login/login-request.capture.js';
import { LoginRequestFactory } from './login/login-request.factory.js';
import { CaptureLog } from './login/capture-log.js';
import { MissingNotice } from './login/missing-notice.js';
import type { ScalekitFederationOptions } from './options/federation-options.js';
import { resolveOptions } from './options/resolve-options.js';
import { type ResolvedOptions } from './options/resolved-options.js';
import { SsoTrips } from './passport/sso-trips.js';
import { Pages } from './pages/pages.js';
import { Endpoints } from './endpoints/endpoints.js';
import { ErrorAnswers } from './login/error-answers.js';
import { CatchAllGuard } from './endpoints/catch-all.guard.js';
import { FederationUrls } from './login/federation-urls.js';
import { PrepareRoutes } from './boot/prepare-routes.js';
import { FederationFilter } from './boot/federation.filter.js';
import { BeginAttemptGuard } from './decorators/begin-attempt.guard.js';
import { UserWatchEndGuard, UserWatchGuard } from './decorators/user-watch.guard.js';
import { ScalekitClients } from './scalekit/scalekit-clients.js';
import { SCALEKIT_HTTP_SERVICE, createScalekitHttp } from './scalekit/scalekit-http.js';
import { CookieSeal } from './cookies/cookie-seal.js';
import { SealedCookies } from './cookies/sealed-cookies.js';
import { LoginRequestCookies } from './login/login-request-cookies.js';

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
  LoginRequestCapture,
  LoginRequestFactory,
  MissingNotice,
  CaptureLog,
  FederationUrls,
  SsoTrips,
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
    LoginRequestCookies,
    ErrorAnswers,
    FederationFilter,
    BeginAttemptGuard,
    UserWatchGuard,
    UserWatchEndGuard,
    PrepareRoutes,
    AskedAccount,
    ContinueEndpoint,
    Endpoints,
    CatchAllGuard,
  ],
  exports: shared,
})
export class ScalekitFederationModule
  extends ConfigurableModuleClass
  implements NestModule, OnModuleInit
{
  constructor(
    @Inject(PrepareRoutes) private readonly routes: PrepareRoutes,
    @Inject(Endpoints) private readonly endpoints: Endpoints,
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
