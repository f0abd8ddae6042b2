import {
  EXCEPTION_FILTERS_METADATA,
  GUARDS_METADATA,
  INTERCEPTORS_METADATA,
  METHOD_METADATA,
  PATH_METADATA,
  RESPONSE_PASSTHROUGH_METADATA,
  ROUTE_ARGS_METADATA,
} from '@nestjs/common/constants.js';
import { probeNest } from './probe.js';

const adapter = { reply: () => undefined, redirect: () => undefined, render: () => undefined };

/** A Nest that keeps this under another key than its constants say. */
function withKeyMoved<Result>(moved: string, run: () => Result): Result {
  const { defineMetadata } = Reflect;
  const elsewhere = (key: unknown, ...rest: unknown[]): void => {
    Reflect.apply(defineMetadata, Reflect, [key === moved ? `${moved}-moved` : key, ...rest]);
  };
  Object.assign(Reflect, { defineMetadata: elsewhere });
  try {
    return run();
  } finally {
    Object.assign(Reflect, { defineMetadata });
  }
}

describe('the probe', () => {
  it('finds nothing wrong with this Nest', () => {
    expect(probeNest(adapter)).toEqual([]);
  });

  it('asks no adapter where there is none', () => {
    expect(probeNest(undefined)).toEqual([]);
  });

  it.each([
    [GUARDS_METADATA, 'guards'],
    [INTERCEPTORS_METADATA, 'interceptors'],
    [EXCEPTION_FILTERS_METADATA, 'filters'],
    [METHOD_METADATA, 'routes'],
    [PATH_METADATA, 'the path of a route'],
    [ROUTE_ARGS_METADATA, '@Res(), @Next()'],
    [RESPONSE_PASSTHROUGH_METADATA, '@Res({ passthrough: true })'],
  ])('names what it cannot see where Nest has moved %s', (key, what) => {
    const [problem] = withKeyMoved(key, () => probeNest(adapter));
    expect(problem?.path).toBe('@nestjs/core');
    expect(problem?.message).toContain(what);
    expect(problem?.message).toContain('update nestjs-scalekit-federation');
  });

  it.each(['reply', 'redirect', 'render'])('names an adapter without %s()', (method) => {
    const [problem] = probeNest({ ...adapter, [method]: undefined });
    expect(problem?.message).toContain(`${method}() of the HTTP adapter`);
  });
});
