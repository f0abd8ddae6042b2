import { RequestMethod, type Type } from '@nestjs/common';
import {
  EXCEPTION_FILTERS_METADATA,
  GUARDS_METADATA,
  INTERCEPTORS_METADATA,
  METHOD_METADATA,
  PATH_METADATA,
  RESPONSE_PASSTHROUGH_METADATA,
  ROUTE_ARGS_METADATA,
} from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';

export type Handler = (...args: unknown[]) => unknown;

/** A method of a controller that answers HTTP requests. */
export interface Route {
  readonly controller: Type;
  readonly name: string;
  readonly handler: Handler;
}

export function isRoute(handler: object): boolean {
  return Reflect.hasMetadata(METHOD_METADATA, handler);
}

/** Whether it answers a browser that opens its address. */
export function answersGet({ handler }: Route): boolean {
  const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
  return method === RequestMethod.GET || method === RequestMethod.ALL;
}

/** The paths that stand on controller and method: no prefix, no version, nothing of RouterModule. */
export function writtenPaths({ controller, handler }: Route): string[] {
  return pathsOf(controller).flatMap((parent) =>
    pathsOf(handler).map((path) => `${parent}/${path}`),
  );
}

/** In the order in which Nest asks them, behind the global ones. */
export function guardsOf({ controller, handler }: Route): unknown[] {
  return [...listOf(GUARDS_METADATA, controller), ...listOf(GUARDS_METADATA, handler)];
}

/** Whether Nest leaves the response to the handler itself. */
export function writesResponse({ controller, name }: Route): boolean {
  const parameters = Object.keys(
    (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) as object | undefined) ?? {},
  );
  const manual = [RouteParamtypes.RESPONSE, RouteParamtypes.NEXT].map((type) => `${type}:`);
  const isManual = parameters.some((key) => manual.some((type) => key.startsWith(type)));
  return isManual && Reflect.getMetadata(RESPONSE_PASSTHROUGH_METADATA, controller, name) !== true;
}

/** Whether the route's path begins with a pattern, so that it may be for every address: `*`, `:page`. */
export function isCatchAll(route: Route): boolean {
  return writtenPaths(route).some((path) => {
    const first = path.split('/').find((segment) => segment !== '');
    return first !== undefined && /[*:{(]/.test(first);
  });
}

function pathsOf(target: object): string[] {
  const path = Reflect.getMetadata(PATH_METADATA, target) as string | string[] | undefined;
  return [path ?? ''].flat();
}

/** Nest asks the guards of the controller first: where it has some, `first` stands before those. */
export function putGuardsAround({ controller, handler }: Route, first: Type, last: Type): void {
  const own = listOf(GUARDS_METADATA, handler).filter((guard) => guard !== first && guard !== last);
  Reflect.defineMetadata(GUARDS_METADATA, [first, ...own, last], handler);
  const shared = listOf(GUARDS_METADATA, controller).filter((guard) => guard !== first);
  if (shared.length > 0) {
    Reflect.defineMetadata(GUARDS_METADATA, [first, ...shared], controller);
  }
}

/** Nearest to the handler: Nest runs the last one innermost. */
export function putInterceptorsLast(
  { handler }: Route,
  isOurs: (interceptor: unknown) => boolean,
): void {
  const all = listOf(INTERCEPTORS_METADATA, handler);
  const others = all.filter((interceptor) => !isOurs(interceptor));
  Reflect.defineMetadata(INTERCEPTORS_METADATA, [...others, ...all.filter(isOurs)], handler);
}

/**
 * Nearest to the handler: Nest asks the last filter first. Several apps of one process (tests) may
 * share a controller class; the last one's filter stays.
 */
export function putFilterLast({ handler }: Route, filter: object): void {
  const others = listOf(EXCEPTION_FILTERS_METADATA, handler).filter(
    (other) => !(other instanceof (filter.constructor as Type)),
  );
  Reflect.defineMetadata(EXCEPTION_FILTERS_METADATA, [...others, filter], handler);
}

function listOf(key: string, target: object): unknown[] {
  return (Reflect.getMetadata(key, target) as unknown[] | undefined) ?? [];
}
