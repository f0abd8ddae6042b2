import {
  All,
  Controller,
  Get,
  Next,
  Post,
  Query,
  Req,
  Res,
  UseFilters,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import {
  EXCEPTION_FILTERS_METADATA,
  GUARDS_METADATA,
  INTERCEPTORS_METADATA,
} from '@nestjs/common/constants.js';
import {
  answersGet,
  guardsOf,
  isCatchAll,
  isRoute,
  putFilterLast,
  putGuardsAround,
  putInterceptorsLast,
  writesResponse,
  writtenPaths,
  type Handler,
  type Route,
} from './route.js';

class First {
  canActivate = () => true;
}
class Own extends First {}
class Last extends First {}
class Ours {
  intercept = () => undefined as never;
}
class Theirs extends Ours {}
class Filter {
  catch = () => undefined;
}
class OtherFilter extends Filter {}

@Controller()
class Bare {
  @Get()
  root(): void {}
  @Post('a')
  post(): void {}
  @All(['b', 'c'])
  all(): void {}
  @Get('late')
  passthrough(@Req() _request: object, @Res({ passthrough: true }) _response: object): void {}
  @Get('own')
  response(@Query() _query: object, @Res() _response: object): void {}
  @Get('next')
  next(@Next() _next: unknown): void {}
  @Get('query')
  query(@Query('response') _query: string): void {}
  plain(): void {}
}
@Controller(['v1', 'v2'])
@UseGuards(Own)
class Guarded {
  @Get(['a', 'b'])
  @UseGuards(Last)
  both(): void {}
}
class NoController {
  @Get()
  root(): void {}
}

function routeOf(controller: new () => object, name: string): Route {
  const handler = (controller.prototype as Record<string, Handler>)[name];
  if (handler === undefined) throw new Error(name);
  return { controller, name, handler };
}
const metadata = (key: string, target: object) => Reflect.getMetadata(key, target) as unknown;

it.each([
  ['root', true, true],
  ['post', true, false],
  ['all', true, true],
  ['plain', false, false],
])('%s is a route: %j, and answers a browser: %j', (name, is, answers) => {
  const route = routeOf(Bare, name);
  expect([isRoute(route.handler), answersGet(route)]).toEqual([is, answers]);
});

it.each<[controller: new () => object, name: string, paths: string[]]>([
  [Bare, 'root', ['///']],
  [Bare, 'post', ['//a']],
  [Bare, 'all', ['//b', '//c']],
  [Guarded, 'both', ['v1/a', 'v1/b', 'v2/a', 'v2/b']],
  [NoController, 'root', ['//']],
])('%p.%s is written as %j', (controller, name, paths) => {
  expect(writtenPaths(routeOf(controller, name))).toEqual(paths);
});

it.each([
  ['root', false],
  ['passthrough', false],
  ['response', true],
  ['next', true],
  ['query', false],
])('%s writes the response itself: %j', (name, writes) => {
  expect(writesResponse(routeOf(Bare, name))).toBe(writes);
});

it.each<[controller: string, method: string, isOne: boolean]>([
  ['', '', false],
  ['login', '*', false],
  ['', '*all', true],
  ['', '/*', true],
  ['', ':page', true],
  ['', '{*all}', true],
  ['', '(.*)', true],
  ['/', 'login/:id', false],
  [':tenant', 'login', true],
])('%j and %j begin with a pattern: %j', (parent, path, isOne) => {
  @Controller(parent)
  class Some {
    @Get(path)
    some(): void {}
  }
  expect(isCatchAll(routeOf(Some, 'some'))).toBe(isOne);
});

describe('guards', () => {
  it('of the controller come before those of the method', () => {
    expect(guardsOf(routeOf(Guarded, 'both'))).toEqual([Own, Last]);
    expect(guardsOf(routeOf(Bare, 'root'))).toEqual([]);
  });

  it('are put around those of the method, once', () => {
    class Some {
      @Get()
      @UseGuards(Own)
      some(): void {}
    }
    const route = routeOf(Some, 'some');
    for (let time = 0; time < 2; time += 1) {
      putGuardsAround(route, First, Last);
      expect(metadata(GUARDS_METADATA, route.handler)).toEqual([First, Own, Last]);
      expect(metadata(GUARDS_METADATA, Some)).toBeUndefined();
    }
  });

  it('come before those of the controller, too, where it has some', () => {
    @Controller()
    @UseGuards(Own)
    class Some {
      @Get()
      some(): void {}
    }
    const route = routeOf(Some, 'some');
    for (let time = 0; time < 2; time += 1) {
      putGuardsAround(route, First, Last);
      expect(guardsOf(route)).toEqual([First, Own, First, Last]);
    }
  });
});

it('our interceptors come last, in their order', () => {
  class Some {
    @Get()
    @UseInterceptors(Ours, Theirs, Ours)
    some(): void {}
    @Get()
    bare(): void {}
  }
  const route = routeOf(Some, 'some');
  putInterceptorsLast(route, (interceptor) => interceptor === Ours);
  expect(metadata(INTERCEPTORS_METADATA, route.handler)).toEqual([Theirs, Ours, Ours]);
  const bare = routeOf(Some, 'bare');
  putInterceptorsLast(bare, () => true);
  expect(metadata(INTERCEPTORS_METADATA, bare.handler)).toEqual([]);
});

it('our filter comes last, and the one of an earlier app of this process goes', () => {
  class Some {
    @Get()
    @UseFilters(Filter)
    some(): void {}
  }
  const route = routeOf(Some, 'some');
  const [earlier, later] = [new OtherFilter(), new OtherFilter()];
  putFilterLast(route, earlier);
  expect(metadata(EXCEPTION_FILTERS_METADATA, route.handler)).toEqual([Filter, earlier]);
  putFilterLast(route, later);
  expect(metadata(EXCEPTION_FILTERS_METADATA, route.handler)).toEqual([Filter, later]);
});
