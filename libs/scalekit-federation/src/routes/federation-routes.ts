import { Inject, Injectable, type Type } from '@nestjs/common';
import { ApplicationConfig, DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import {
  FederationConfigurationError,
  type ConfigurationProblem,
} from '../errors/federation-configuration.error.js';
import { FEDERATION_OPTIONS } from '../federation.tokens.js';
import { AfterLoginMetadata } from '../hand-off/after-login.metadata.js';
import { RejectLoginMetadata } from '../hand-off/reject-login.metadata.js';
import { LoginConnection } from '../login-request/login-connection.decorator.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import { isFederationGuard, isRoundTripGuard } from './federation-guard.js';
import { FederationFilter } from './federation.filter.js';
import { LoginFlowGuard } from './login-flow.guard.js';

/** Metadata keys, and the types of `@Res()` and `@Next()` parameters, that Nest has kept since version 6. */
const nest = {
  guards: '__guards__',
  filters: '__exceptionFilters__',
  routeArguments: '__routeArguments__',
  responsePassthrough: '__responsePassthrough__',
  method: 'method',
  responseParameters: ['1', '2'],
};

type Handler = (...args: unknown[]) => unknown;

interface Route {
  readonly controller: Type;
  readonly name: string;
  readonly handler: Handler;
}

/**
 * Finds the routes that carry our guard or decorators and prepares them before Nest builds them: our
 * first guard before all other guards, our filter nearest to the handler.
 */
@Injectable()
export class FederationRoutes {
  constructor(
    @Inject(DiscoveryService) private readonly discovery: DiscoveryService,
    @Inject(MetadataScanner) private readonly scanner: MetadataScanner,
    @Inject(Reflector) private readonly reflector: Reflector,
    @Inject(ApplicationConfig) private readonly application: ApplicationConfig,
    @Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions,
    @Inject(FederationFilter) private readonly filter: FederationFilter,
    @Inject(LoginFlowGuard) private readonly flowGuard: LoginFlowGuard,
  ) {}

  /** @throws FederationConfigurationError for handlers that write the response themselves, and unknown connections */
  prepare(): void {
    const routes = this.discovery
      .getControllers()
      .flatMap(({ metatype }) => (metatype ? this.routesOf(metatype as Type) : []));
    const problems = [...this.unknownConnections(routes), ...this.unanswerable(routes)];
    if (problems.length > 0) throw new FederationConfigurationError(problems);

    for (const { controller, handler } of routes) {
      this.flowGuard.watch(handler, { always: this.needsFlow(controller, handler) });
      prepend(nest.guards, handler, this.flowGuard);
      if (Reflect.hasMetadata(nest.guards, controller))
        prepend(nest.guards, controller, this.flowGuard);
      append(nest.filters, handler, this.filter);
    }
    this.goBeforeGlobalGuards();
  }

  private routesOf(controller: Type): Route[] {
    const prototype = controller.prototype as Record<string, Handler>;
    return this.scanner.getAllMethodNames(prototype).flatMap((name) => {
      const handler = prototype[name];
      const isRoute = handler !== undefined && Reflect.hasMetadata(nest.method, handler);
      return isRoute && this.isOurs(controller, handler) ? [{ controller, name, handler }] : [];
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
      .filter(({ handler }) => this.isAnswered(handler))
      .filter(({ controller, name }) => writesResponse(controller, name))
      .map(({ controller, name }) => ({ path: `${controller.name}.${name}`, message }));
  }

  private isOurs(controller: Type, handler: Handler): boolean {
    return this.isAnswered(handler) || guardsOf(controller, handler).some(isFederationGuard);
  }

  /** A trip to an identity provider may end in a request without any cookie of ours. */
  private needsFlow(controller: Type, handler: Handler): boolean {
    return guardsOf(controller, handler).some(isRoundTripGuard);
  }

  private isAnswered(handler: Handler): boolean {
    return (
      this.reflector.get(AfterLoginMetadata, handler) !== undefined ||
      this.reflector.get(RejectLoginMetadata, handler) !== undefined
    );
  }

  /** Only apps that have global guards pay for a further one. */
  private goBeforeGlobalGuards(): void {
    const guards = this.application.getGlobalGuards();
    const hasGuards = guards.length + this.application.getGlobalRequestGuards().length > 0;
    if (hasGuards && !guards.includes(this.flowGuard)) guards.unshift(this.flowGuard);
  }
}

function guardsOf(...targets: object[]): unknown[] {
  return targets.flatMap(
    (target) => (Reflect.getMetadata(nest.guards, target) as unknown[] | undefined) ?? [],
  );
}

function writesResponse(controller: Type, name: string): boolean {
  const parameters = Object.keys(
    (Reflect.getMetadata(nest.routeArguments, controller, name) as object | undefined) ?? {},
  );
  const isManual = parameters.some((key) =>
    nest.responseParameters.includes(key.split(':')[0] ?? ''),
  );
  return isManual && Reflect.getMetadata(nest.responsePassthrough, controller, name) !== true;
}

/** Several apps of one process (tests) may share a controller class: the last one's instance counts. */
function others(key: string, target: object, own: object): unknown[] {
  const list = (Reflect.getMetadata(key, target) as unknown[] | undefined) ?? [];
  return list.filter((entry) => !(entry instanceof (own.constructor as Type)));
}

function prepend(key: string, target: object, own: object): void {
  Reflect.defineMetadata(key, [own, ...others(key, target, own)], target);
}

/** Nest asks the filters of a route from the last to the first. */
function append(key: string, target: object, own: object): void {
  Reflect.defineMetadata(key, [...others(key, target, own), own], target);
}
