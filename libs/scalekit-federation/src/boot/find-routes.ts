import { Injectable, type Type } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, RouterModule } from '@nestjs/core';
import { partOf } from '../login/guard-part.js';
import { isOperation } from '../nest/resolver.js';
import { routeMark, writtenMark } from '../nest/route-marks.js';
import { guardsOf, isRoute, type Handler, type Route } from '../nest/route.js';

/** A method that was written with a decorator of ours, and what Nest sees of it. */
export interface WrittenMethod {
  /** `Controller.method` */
  readonly path: string;
  readonly decorator: string;
  readonly isRoute: boolean;
  /** A query or mutation of GraphQL. */
  readonly isOperation: boolean;
  /** The mark is still on the function. */
  readonly isMarked: boolean;
  /** A subclass has a method of this name without the decorator. */
  readonly isOverridden: boolean;
}

/** Finds what carries our guards and decorators, by metadata alone. */
@Injectable()
export class FindRoutes {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** All HTTP routes of the app. */
  routes(): Route[] {
    return this.controllers().flatMap((controller) =>
      this.methodsOf(controller).flatMap(([name, handler]) =>
        isRoute(handler) ? [{ controller, name, handler }] : [],
      ),
    );
  }

  /** The queries and mutations of GraphQL that end logins. */
  operations(): Route[] {
    const providers = this.discovery.getProviders().map(({ metatype }) => metatype);
    return [...new Set(providers.filter(isClass))].flatMap((controller) =>
      this.methodsOf(controller).flatMap(([name, handler]) =>
        isOperation(handler) && routeMark(handler) !== undefined
          ? [{ controller, name, handler }]
          : [],
      ),
    );
  }

  /** Methods with a decorator of ours, wherever they stand: in controllers, resolvers, gateways. */
  writtenMethods(): WrittenMethod[] {
    const classes = new Set([...this.controllers(), ...this.providers()]);
    const controllers = new Set<unknown>(this.controllers());
    return [...classes].flatMap((type) =>
      this.methodsOf(type).flatMap(([name, method]) => {
        const decorator = markInChain(type, name);
        if (decorator === undefined) return [];
        const owner = ownerOf(type.prototype as object, name);
        return {
          path: `${type.name}.${name}`,
          decorator,
          isRoute: controllers.has(type) && isRoute(method),
          isOperation: isOperation(method),
          isMarked: routeMark(method) !== undefined,
          isOverridden: owner !== undefined && writtenMark(owner, name) === undefined,
        };
      }),
    );
  }

  /** Whether `RouterModule` puts paths before those that stand on controllers. */
  get hasRouterModule(): boolean {
    return this.providers().includes(RouterModule);
  }

  /** Whether @nestjs/serve-static answers for files, a login page among them perhaps. */
  get servesFiles(): boolean {
    return this.providers().some(({ name }) => name === 'ServeStaticModule');
  }

  private providers(): Type[] {
    return this.discovery
      .getProviders()
      .map(({ metatype }) => metatype)
      .filter(isClass);
  }

  private controllers(): Type[] {
    return this.discovery
      .getControllers()
      .map(({ metatype }) => metatype)
      .filter(isClass);
  }

  private methodsOf(type: Type): [string, Handler][] {
    const prototype = type.prototype as Record<string, Handler>;
    return this.scanner.getAllMethodNames(prototype).flatMap((name): [string, Handler][] => {
      const method = prototype[name];
      return method === undefined ? [] : [[name, method]];
    });
  }
}

/** Whether a route ends a login, by `@AfterLogin()` or `@RejectLogin()`. */
export function endsLogin({ handler }: Route): boolean {
  return routeMark(handler) !== undefined;
}

export function isLoginRoute(route: Route): boolean {
  return endsLogin(route) || findsLoginRequests(route);
}

/** Whether it carries LoginRequestGuard, or one that extends it. */
export function isLoginPage(route: Route): boolean {
  return guardsOf(route).some((guard) => partOf(guard) === 'login page');
}

/** Whether it carries a guard that finds login requests: on a login page, or on the way to an identity provider. */
export function findsLoginRequests(route: Route): boolean {
  return guardsOf(route).some((guard) => partOf(guard) !== undefined);
}

function isClass(type: unknown): type is Type {
  return (
    typeof type === 'function' && typeof type.prototype === 'object' && type.prototype !== null
  );
}

function* chainOf(prototype: object): Generator<object> {
  let holder: object | null = prototype;
  while (holder !== null && holder !== Object.prototype) {
    yield holder;
    holder = Object.getPrototypeOf(holder) as object | null;
  }
}

function markInChain(type: Type, name: string): string | undefined {
  for (const prototype of chainOf(type.prototype as object)) {
    const mark = writtenMark(prototype, name);
    if (mark !== undefined) return mark;
  }
  return undefined;
}

function ownerOf(prototype: object, name: string): object | undefined {
  for (const holder of chainOf(prototype)) if (Object.hasOwn(holder, name)) return holder;
  return undefined;
}
