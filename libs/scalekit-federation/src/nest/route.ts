import type { Type } from '@nestjs/common';

/** Metadata keys, and the types of `@Res()` and `@Next()` parameters, that Nest has kept since version 6. */
const nest = {
  guards: '__guards__',
  filters: '__exceptionFilters__',
  routeArguments: '__routeArguments__',
  responsePassthrough: '__responsePassthrough__',
  method: 'method',
  path: 'path',
  responseParameters: ['1', '2'],
};

export type Handler = (...args: unknown[]) => unknown;

/** A method of a controller that answers HTTP requests. */
export interface Route {
  readonly controller: Type;
  readonly name: string;
  readonly handler: Handler;
}

export function isRoute(handler: Handler): boolean {
  return Reflect.hasMetadata(nest.method, handler);
}

export function guardsOf({ controller, handler }: Route): unknown[] {
  return [controller, handler].flatMap(
    (target) => (Reflect.getMetadata(nest.guards, target) as unknown[] | undefined) ?? [],
  );
}

/** Whether Nest leaves the response to the handler itself. */
export function writesResponse({ controller, name }: Route): boolean {
  const parameters = Object.keys(
    (Reflect.getMetadata(nest.routeArguments, controller, name) as object | undefined) ?? {},
  );
  const isManual = parameters.some((key) =>
    nest.responseParameters.includes(key.split(':')[0] ?? ''),
  );
  return isManual && Reflect.getMetadata(nest.responsePassthrough, controller, name) !== true;
}

/** Whether the route's path begins with a pattern, so that it may be for every address: `*`, `:page`. */
export function isCatchAll({ controller, handler }: Route): boolean {
  return pathsOf(controller).some((parent) =>
    pathsOf(handler).some((path) => {
      const first = `${parent}/${path}`.split('/').find((segment) => segment !== '');
      return first !== undefined && /[*:{(]/.test(first);
    }),
  );
}

function pathsOf(target: object): string[] {
  const path = Reflect.getMetadata(nest.path, target) as string | string[] | undefined;
  return [path ?? ''].flat();
}

/** Before all other guards of the route: Nest asks those of the controller first. */
export function prependGuard({ controller, handler }: Route, guard: object): void {
  prepend(handler, guard);
  if (Reflect.hasMetadata(nest.guards, controller)) prepend(controller, guard);
}

/** Behind all other guards of the route: Nest asks those of the handler last. */
export function appendGuard({ handler }: Route, guard: object): void {
  Reflect.defineMetadata(nest.guards, [...others(nest.guards, handler, guard), guard], handler);
}

/** Nearest to the handler: Nest asks the filters of a route from the last to the first. */
export function appendFilter({ handler }: Route, filter: object): void {
  Reflect.defineMetadata(nest.filters, [...others(nest.filters, handler, filter), filter], handler);
}

function prepend(target: object, guard: object): void {
  Reflect.defineMetadata(nest.guards, [guard, ...others(nest.guards, target, guard)], target);
}

/** Several apps of one process (tests) may share a controller class: the last one's instance counts. */
function others(key: string, target: object, own: object): unknown[] {
  const list = (Reflect.getMetadata(key, target) as unknown[] | undefined) ?? [];
  return list.filter((entry) => !(entry instanceof (own.constructor as Type)));
}
