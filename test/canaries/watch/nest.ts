import type { Lookout } from '../lookout.js';
import { everythingOf } from '../shown.js';
import { watchProviders, watchServerOf } from './apps.js';
import { onCall } from './on-call.js';

const levels = ['log', 'error', 'warn', 'debug', 'verbose', 'fatal'] as const;

/** As much of Nest's container as is looked at. */
interface Container {
  getModules(): ReadonlyMap<string, { readonly providers: Map<unknown, { instance?: unknown }> }>;
}

/**
 * Nest, as the suite has it: its logger, whichever logger stands behind that and at every level; whatever reaches the
 * handler of exceptions or ends a boot; and every app.
 */
export async function watchNest(lookout: Lookout): Promise<void> {
  const { Logger } = await import('@nestjs/common');
  const { NestApplication } = await import('@nestjs/core');
  const { ExceptionsHandler } = await import('@nestjs/core/exceptions/exceptions-handler.js');
  const { InstanceLoader } = await import('@nestjs/core/injector/instance-loader.js');
  const { see } = lookout;

  for (const level of levels) {
    for (const logger of [Logger, Logger.prototype]) {
      onCall(logger, level, {
        called: (args) => see({ sink: 'log', text: args.map(everythingOf).join(' ') }),
      });
    }
  }
  const seeError = (error: unknown): void => see({ sink: 'error', text: everythingOf(error) });
  onCall(ExceptionsHandler.prototype, 'next', { called: ([exception]) => seeError(exception) });
  onCall(InstanceLoader.prototype, 'createInstancesOfDependencies', {
    failed: seeError,
    returned: (created, _args, loader) => {
      const { container } = loader as unknown as { container: Container };
      const watch = (): void => {
        for (const { providers } of container.getModules().values()) {
          watchProviders(providers, lookout);
        }
      };
      if (created instanceof Promise) created.then(watch, () => undefined);
    },
  });
  onCall(NestApplication.prototype, 'init', {
    called: (_args, app) => watchServerOf(app, lookout),
    failed: seeError,
  });
}
