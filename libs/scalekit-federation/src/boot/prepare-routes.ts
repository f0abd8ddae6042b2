import { Inject, Injectable, Logger } from '@nestjs/common';
import { ApplicationConfig, HttpAdapterHost, type AbstractHttpAdapter } from '@nestjs/core';
import { AfterLoginInterceptor } from '../decorators/after-login.interceptor.js';
import { BeginAttemptGuard, EndOfGuardsGuard } from '../decorators/attempt.guards.js';
import { RejectLoginInterceptor } from '../decorators/reject-login.interceptor.js';
import { CatchAllGuard } from '../endpoints/catch-all.guard.js';
import { FederationConfigurationError } from '../errors/federation-configuration.error.js';
import { writeRecordedAnswers } from '../nest/answer-writer.js';
import { rememberFastifyReplies } from '../nest/fastify-replies.js';
import { putGlobalGuardFirst } from '../nest/global-guards.js';
import { probeNest } from '../nest/probe.js';
import {
  isCatchAll,
  putFilterLast,
  putGuardsAround,
  putInterceptorsLast,
  type Route,
} from '../nest/route.js';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import {
  methodProblems,
  overridingRoutes,
  unanswerable,
  unknownConnections,
} from './check-routes.js';
import { FederationFilter } from './federation.filter.js';
import { endsLogin, FindRoutes, isLoginRoute } from './find-routes.js';

const ourInterceptors: readonly unknown[] = [AfterLoginInterceptor, RejectLoginInterceptor];

/**
 * Once, before Nest builds the routes: brings what our decorators have put on them into the order that
 * the rules need, and sets our filter nearest to the handler. What could not work stops the boot.
 */
@Injectable()
export class PrepareRoutes {
  private readonly logger = new Logger('ScalekitFederation');

  constructor(
    private readonly finder: FindRoutes,
    private readonly host: HttpAdapterHost,
    private readonly application: ApplicationConfig,
    private readonly filter: FederationFilter,
    private readonly catchAllGuard: CatchAllGuard,
    @Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions,
  ) {}

  /** @throws FederationConfigurationError with every problem, its route and its fix */
  prepare(): void {
    // A context without HTTP (a worker, a command) drives FederationService by hand.
    const adapter = this.host.httpAdapter as AbstractHttpAdapter | null | undefined;
    const routes = this.finder.routes();
    const ours = routes.filter(isLoginRoute);
    this.check(adapter ?? undefined, ours);
    if (!adapter) return;

    const operations = this.finder.operations();
    for (const route of ours) putFilterLast(route, this.filter);
    for (const route of [...ours.filter(endsLogin), ...operations]) {
      putGuardsAround(route, BeginAttemptGuard, EndOfGuardsGuard);
      putInterceptorsLast(route, (interceptor) => ourInterceptors.includes(interceptor));
    }
    if (operations.length > 0) rememberFastifyReplies(adapter);
    writeRecordedAnswers(adapter);
    this.answerInCatchAlls(routes.filter(isCatchAll));
  }

  private check(adapter: object | undefined, ours: readonly Route[]): void {
    const methods = this.finder.writtenMethods();
    const problems = [
      ...probeNest(adapter),
      ...methodProblems(methods),
      ...unknownConnections(ours, this.options.connections),
      ...unanswerable(ours),
    ];
    if (problems.length > 0) throw new FederationConfigurationError(problems);
    for (const { path, decorator } of overridingRoutes(methods)) {
      this.logger.warn(
        `${path} overrides a route that carries @${decorator}(), and carries none itself: logins by it are plain ones. Put @${decorator}() on it.`,
      );
    }
  }

  /** Their requests would meet the app's global guards first, and those know nobody on our pages. */
  private answerInCatchAlls(routes: readonly Route[]): void {
    for (const route of routes) putFilterLast(route, this.filter);
    if (routes.length === 0 || putGlobalGuardFirst(this.application, this.catchAllGuard)) return;
    const message = 'is a version that hides its global guards. Update nestjs-scalekit-federation';
    throw new FederationConfigurationError([{ path: '@nestjs/core', message }]);
  }
}
