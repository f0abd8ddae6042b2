import { Inject, Injectable } from '@nestjs/common';
import { ApplicationConfig, HttpAdapterHost, type AbstractHttpAdapter } from '@nestjs/core';
import { AfterLoginInterceptor } from '../decorators/after-login.interceptor.js';
import { BeginAttemptGuard, EndOfGuardsGuard } from '../decorators/attempt.guards.js';
import { RejectLoginInterceptor } from '../decorators/reject-login.interceptor.js';
import { CatchAllGuard } from '../endpoints/catch-all.guard.js';
import { FederationConfigurationError } from '../errors/federation-configuration.error.js';
import type { PlatformRequest } from '../http/http-exchange.js';
import { FederationUrls } from '../login-request/federation-urls.js';
import { writeRecordedAnswers } from '../nest/wrap-adapter.js';
import { rememberFastifyReplies } from '../nest/fastify-replies.js';
import { putGlobalGuardFirst } from '../nest/global-guards.js';
import { probeNest } from '../nest/probe.js';
import {
  answersGet,
  isCatchAll,
  putFilterLast,
  putGuardsAround,
  putInterceptorsLast,
  writtenPaths,
  type Route,
} from '../nest/route.js';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import { adviceOn } from './advice.js';
import {
  methodProblems,
  missingCapture,
  overridingRoutes,
  unanswerable,
  unknownConnections,
} from './check-routes.js';
import { FederationFilter } from '../login/federation.filter.js';
import { endsLogin, FindRoutes, isLoginPage, isLoginRoute } from './find-routes.js';
import { missingLoginPage } from './login-page.js';
import { FederationLogger } from '../log/federation-logger.js';

const ourInterceptors: readonly unknown[] = [AfterLoginInterceptor, RejectLoginInterceptor];

/** As somebody asks whose app is mounted nowhere. */
const ofNobody: PlatformRequest = { method: 'GET', url: '/', headers: {} };

/**
 * Once, before Nest builds the routes: brings what our decorators have put on them into the order that
 * the rules need, and sets our filter nearest to the handler. What could not work stops the boot.
 */
@Injectable()
export class PrepareRoutes {
  private readonly logger = new FederationLogger();

  constructor(
    private readonly finder: FindRoutes,
    private readonly host: HttpAdapterHost,
    private readonly application: ApplicationConfig,
    private readonly filter: FederationFilter,
    private readonly catchAllGuard: CatchAllGuard,
    private readonly urls: FederationUrls,
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

    for (const advice of adviceOn(this.options)) this.logger.warn(advice);
    const operations = this.finder.operations();
    const uncaptured = missingCapture([...ours, ...operations]);
    if (uncaptured !== undefined) this.logger.warn(uncaptured);
    for (const route of ours) putFilterLast(route, this.filter);
    for (const route of [...ours.filter(endsLogin), ...operations]) {
      putGuardsAround(route, BeginAttemptGuard, EndOfGuardsGuard);
      putInterceptorsLast(route, (interceptor) => ourInterceptors.includes(interceptor));
    }
    if (operations.length > 0) rememberFastifyReplies(adapter);
    this.warnOfMissingLoginPage(routes);
    this.writeAnswers(adapter);
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

  private writeAnswers(adapter: AbstractHttpAdapter): void {
    const problems = writeRecordedAnswers(adapter).map((name) => ({
      path: `${name}() of the HTTP adapter`,
      message:
        'cannot be replaced, so nobody would be led back to Scalekit. Use an adapter whose methods can be set',
    }));
    if (problems.length > 0) throw new FederationConfigurationError(problems);
  }

  private warnOfMissingLoginPage(routes: readonly Route[]): void {
    const { hasRouterModule, servesFiles } = this.finder;
    if (servesFiles || !routes.some(isLoginPage)) return;
    const prefix = this.application.getGlobalPrefix();
    const pages = routes.filter(answersGet).flatMap((route) => {
      const isAnywhere = hasRouterModule || isLoginPage(route);
      const paths = writtenPaths(route).flatMap((path) => [path, `${prefix}/${path}`]);
      return paths.map((path) => ({ path, isAnywhere }));
    });
    const warning = missingLoginPage(this.urls.loginUrl(ofNobody, ''), pages);
    if (warning !== undefined) this.logger.warn(warning);
  }

  /** Their requests would meet the app's global guards first, and those know nobody on our pages. */
  private answerInCatchAlls(routes: readonly Route[]): void {
    for (const route of routes) putFilterLast(route, this.filter);
    if (routes.length === 0 || putGlobalGuardFirst(this.application, this.catchAllGuard)) return;
    const message = 'is a version that hides its global guards. Update nestjs-scalekit-federation';
    throw new FederationConfigurationError([{ path: '@nestjs/core', message }]);
  }
}
