import {
  Controller,
  Get,
  Next,
  Res,
  SerializeOptions,
  UseFilters,
  UseGuards,
  UseInterceptors,
  type Type,
} from '@nestjs/common';
import {
  EXCEPTION_FILTERS_METADATA,
  GUARDS_METADATA,
  INTERCEPTORS_METADATA,
} from '@nestjs/common/constants.js';
import type { ConfigurationProblem } from '../errors/federation-configuration.error.js';
import { serializeOptions } from './serialized.js';
import { guardsOf, isCatchAll, isRoute, writesResponse, type Route } from './route.js';

/**
 * Reads what Nest's own decorators wrote just now. Were it kept elsewhere, a login would silently
 * become a plain one; so this version of Nest is refused at boot instead.
 *
 * @param adapter undefined in a context without HTTP
 */
export function probeNest(adapter: object | undefined): ConfigurationProblem[] {
  const unseen = [...checks(adapter)].filter(([, isSeen]) => !isSeen).map(([what]) => what);
  if (unseen.length === 0) return [];
  return [
    {
      path: '@nestjs/core',
      message: `is a version in which this module cannot see ${unseen.join(', ')}. Use a version that its package.json names, or update nestjs-scalekit-federation`,
    },
  ];
}

function* checks(adapter: object | undefined): Generator<[string, boolean]> {
  const enhancer = { canActivate: () => true, intercept: () => undefined, catch: () => undefined };
  const Scratch = scratchController(enhancer as never);
  const route = (name: string): Route => ({
    controller: Scratch,
    name,
    handler: Reflect.get(Scratch.prototype as object, name) as Route['handler'],
  });
  const returns = route('returns');
  const has = (key: string) =>
    ((Reflect.getMetadata(key, returns.handler) as unknown[] | undefined) ?? []).includes(enhancer);
  yield ['routes', isRoute(returns.handler)];
  yield ['the path of a route', isCatchAll(returns)];
  yield ['guards', has(GUARDS_METADATA) && guardsOf(returns).includes(enhancer)];
  yield ['interceptors', has(INTERCEPTORS_METADATA)];
  yield ['filters', has(EXCEPTION_FILTERS_METADATA)];
  yield ['@SerializeOptions()', Reflect.hasMetadata(serializeOptions, returns.handler)];
  yield ['@Res()', writesResponse(route('writes'))];
  yield ['@Next()', writesResponse(route('leaves'))];
  yield [
    '@Res({ passthrough: true })',
    !writesResponse(route('passes')) && !writesResponse(returns),
  ];
  if (adapter === undefined) return;
  for (const method of ['reply', 'redirect', 'render']) {
    yield [`${method}() of the HTTP adapter`, typeof Reflect.get(adapter, method) === 'function'];
  }
}

function scratchController(enhancer: never): Type {
  @Controller()
  class Scratch {
    @Get('*page')
    @UseGuards(enhancer)
    @UseInterceptors(enhancer)
    @UseFilters(enhancer)
    @SerializeOptions({})
    returns(): void {}

    @Get()
    writes(@Res() _response: unknown): void {}

    @Get()
    leaves(@Next() _next: unknown): void {}

    @Get()
    passes(@Res({ passthrough: true }) _response: unknown): void {}
  }
  return Scratch;
}
