import { Reflector } from '@nestjs/core';
import { LoginConnection } from '../decorators/login-connection.decorator.js';
import type { ConfigurationProblem } from '../errors/federation-configuration.error.js';
import { writesResponse, type Route } from '../nest/route.js';
import { endsLogin, findsLoginRequests, type WrittenMethod } from './find-routes.js';

/** What stops the boot: each of these would silently turn a login into a plain one. */
export function methodProblems(methods: readonly WrittenMethod[]): ConfigurationProblem[] {
  return methods.flatMap(({ path, decorator, isOverridden, isMarked, isRoute, isOperation }) => {
    if (isOverridden) return [];
    if (!isMarked) {
      return {
        path,
        message: `carries @${decorator}(), but a decorator above it replaced the method and dropped its metadata. Write @${decorator}() above that decorator, @UseGuards() too`,
      };
    }
    if (isRoute || isOperation) return [];
    return {
      path,
      message: `carries @${decorator}(), and is no HTTP route of a controller and no GraphQL mutation. Put it on the route that ends the login`,
    };
  });
}

/** Routes that override a decorated one of their parent's, and are decorated no more. */
export function overridingRoutes(methods: readonly WrittenMethod[]): WrittenMethod[] {
  return methods.filter(
    ({ isOverridden, isRoute, isMarked }) => isOverridden && isRoute && !isMarked,
  );
}

export function unknownConnections(
  routes: readonly Route[],
  known: ReadonlyMap<string, unknown>,
): ConfigurationProblem[] {
  const reflector = new Reflector();
  return routes.flatMap(({ controller, name, handler }) => {
    const chosen = reflector.getAllAndOverride(LoginConnection, [handler, controller]);
    if (chosen === undefined || known.has(chosen)) return [];
    const message = `names the connection "${chosen}". The configured ones are: ${[...known.keys()].join(', ')}`;
    return { path: `${controller.name}.${name}`, message };
  });
}

export function unanswerable(routes: readonly Route[]): ConfigurationProblem[] {
  const message =
    'uses @Res() or @Next(), so nothing that it returns is seen. Write @Res({ passthrough: true }) and return the answer';
  return routes
    .filter((route) => endsLogin(route) && writesResponse(route))
    .map(({ controller, name }) => ({ path: `${controller.name}.${name}`, message }));
}

/** What to say where logins end and none can have begun: every one of them would be a plain one. */
export function missingCapture(routes: readonly Route[]): string | undefined {
  const ending = routes.find(endsLogin);
  if (ending === undefined || routes.some(findsLoginRequests)) return undefined;
  const { controller, name } = ending;
  return `${controller.name}.${name} ends logins, and no route carries LoginRequestGuard, so no login request is captured and all logins are plain ones. Put @UseGuards(LoginRequestGuard) on the login page, with no decorator above it that drops metadata. Where a guard of your own asks it, or it is a global one, all is well.`;
}
