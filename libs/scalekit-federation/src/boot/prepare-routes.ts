import { Inject, Injectable, type CanActivate, type Type } from '@nestjs/common';
import { ApplicationConfig, DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import {
  FederationConfigurationError,
  type ConfigurationProblem,
} from '../errors/federation-configuration.error.js';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import { AfterLoginMetadata } from '../decorators/after-login.metadata.js';
import { RejectLoginMetadata } from '../decorators/reject-login.metadata.js';
import { LoginConnection } from '../decorators/login-connection.decorator.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import { CatchAllGuard } from '../endpoints/catch-all.guard.js';
import {
  isFederationGuard,
  isLoginPageGuard,
  isRoundTripGuard,
} from '../login/guard-part.js';
import { FederationFilter } from './federation.filter.js';
import { BeginAttemptGuard } from '../decorators/begin-attempt.guard.js';
import {
  appendFilter,
  appendGuard,
  guardsOf,
  isCatchAll,
  isRoute,
  prependGuard,
  writesResponse,
  type Handler,
  type Route,
} from '../nest/route.js';
import { UserWatchEndGuard, UserWatchGuard } from '../decorators/user-watch.guard.js';

/**
 * Finds the routes that carry our guard or decorators, and those for everything else, and prepares
 * them before Nest builds them: our guards before all others, our filter nearest to the handler.
 */
@Injectable()
export class PrepareRoutes {
  constructor(
    @Inject(DiscoveryService) private readonly discovery: DiscoveryService,
    @Inject(MetadataScanner) private readonly scanner: MetadataScanner,
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(ApplicationConfig) private readonly application: ApplicationConfig,
    @Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions,
    @Inject(FederationFilter) private readonly filter: FederationFilter,
    @Inject(BeginAttemptGuard) private readonly flowGuard: BeginAttemptGuard,
    @Inject(UserWatchGuard) private readonly userWatch: UserWatchGuard,
    @Inject(UserWatchEndGuard) private readonly userWatchEnd: UserWatchEndGuard,
    @Inject(CatchAllGuard) private readonly catchAllGuard: CatchAllGuard,
  ) {}

  /** @throws FederationConfigurationError for handlers that write the response themselves, and unknown connections */
  prepare(): void {
    const routes = this.discovery
      .getControllers()
      .flatMap(({ metatype }) => (metatype ? this.routesOf(metatype as Type) : []));
    const ours = routes.filter((route) => this.isOurs(route));
    const problems = [...this.unknownConnections(ours), ...this.unanswerable(ours)];
    if (problems.length > 0) throw new FederationConfigurationError(problems);

    for (const route of ours) {
      // A trip to an identity provider may end in a request without any cookie of ours.
      const guards = guardsOf(route);
      this.flowGuard.watch(route.handler, {
        always: guards.some(isRoundTripGuard),
        captures: guards.some(isLoginPageGuard),
      });
      prependGuard(route, this.userWatch);
      appendGuard(route, this.userWatchEnd);
      this.guard(route, this.flowGuard);
    }
    for (const route of routes.filter(isCatchAll)) {
      this.catchAllGuard.watch(route.handler);
      this.guard(route, this.catchAllGuard);
    }
  }

  private routesOf(controller: Type): Route[] {
    const prototype = controller.prototype as Record<string, Handler>;
    return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
      const handler = prototype[name];
      return handler !== undefined && isRoute(handler) ? [{ controller, name, handler }] : [];
    });
  }

  private unknownConnections(routes: readonly Route[]): ConfigurationProblem[] {
    const { connections } = this.options;
    return routes.flatMap(({ controller, name, handler }) => {
      const chosen = this.reflector.getAllAndOverride(LoginConnection, [handler, controller]);
      if (chosen === undefined || connections.has(chosen)) return [];
      const message = `names the connection "${chosen}". The configured ones are: ${[...connections.keys()].join(', ')}`;
      return [{ path: `${controller.name}.${name}`, message }];
    });
  }

  private unanswerable(routes: readonly Route[]): ConfigurationProblem[] {
    const message =
      'uses @Res() or @Next(), so nothing that it returns is seen. Write @Res({ passthrough: true }) and return the answer';
    return routes
      .filter((route) => this.isAnswered(route) && writesResponse(route))
      .map(({ controller, name }) => ({ path: `${controller.name}.${name}`, message }));
  }

  private isOurs(route: Route): boolean {
    return this.isAnswered(route) || guardsOf(route).some(isFederationGuard);
  }

  private isAnswered({ handler }: Route): boolean {
    return (
      this.reflector.get(AfterLoginMetadata, handler) !== undefined ||
      this.reflector.get(RejectLoginMetadata, handler) !== undefined
    );
  }

  private guard(route: Route, guard: CanActivate): void {
    prependGuard(route, guard);
    appendFilter(route, this.filter);
    this.goBeforeGlobalGuards(guard);
  }

  /** Only apps that have global guards pay for a further one. */
  private goBeforeGlobalGuards(guard: CanActivate): void {
    const guards = this.application.getGlobalGuards();
    const hasGuards = guards.length + this.application.getGlobalRequestGuards().length > 0;
    if (hasGuards && !guards.includes(guard)) guards.unshift(guard);
  }
}
