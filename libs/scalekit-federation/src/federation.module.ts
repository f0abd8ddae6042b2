import { Module, type DynamicModule, type NestModule, type OnModuleInit } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { DiscoveryModule } from '@nestjs/core';
import { Cors } from './boot/cors.js';
import { FindRoutes } from './boot/find-routes.js';
import { FederationFilter } from './login/federation.filter.js';
import { optionProviders } from './federation.providers.js';
import { PrepareRoutes } from './boot/prepare-routes.js';
import { ArrivingTicket } from './endpoints/arriving-ticket.js';
import { AskedAccount } from './endpoints/asked-account.js';
import { CatchAllGuard } from './endpoints/catch-all.guard.js';
import { ContinueQuestion } from './endpoints/continue-question.js';
import { ContinueEndpoint } from './endpoints/continue.endpoint.js';
import { Endpoints } from './endpoints/endpoints.js';
import { EventRecorder } from './events/event-recorder.js';
import { FederationEvents } from './events/federation-events.js';
import { ConfigurableModuleClass } from './federation.module-definition.js';
import { FederationService } from './push/federation.service.js';
import { loginProviders } from './login/login.providers.js';
import { LoginServices } from './login/login-services.js';
import type { ScalekitFederationOptions } from './options/federation-options.js';
import { SsoTrips } from './passport/sso-trips.js';
import { ReadinessCheck } from './scalekit/readiness-check.js';
import { SCALEKIT_HTTP_SERVICE } from './scalekit/scalekit-http.js';
import { OpenTelemetry } from './telemetry/open-telemetry.js';

/**
 * Connects this app's login to Scalekit. Import it once, in the root module.
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
    ...optionProviders,
    FederationEvents,
    EventRecorder,
    OpenTelemetry,
    ...loginProviders,
    SsoTrips,
    ArrivingTicket,
    AskedAccount,
    ContinueQuestion,
    ContinueEndpoint,
    Endpoints,
    CatchAllGuard,
    FederationFilter,
    FindRoutes,
    PrepareRoutes,
    Cors,
  ],
  // The last three are for our guards, interceptors and indicator, which Nest builds in the app's modules.
  exports: [
    FederationService,
    FederationEvents,
    SCALEKIT_HTTP_SERVICE,
    LoginServices,
    SsoTrips,
    ReadinessCheck,
  ],
})
export class ScalekitFederationModule
  extends ConfigurableModuleClass
  implements NestModule, OnModuleInit
{
  constructor(
    private readonly routes: PrepareRoutes,
    private readonly endpoints: Endpoints,
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
