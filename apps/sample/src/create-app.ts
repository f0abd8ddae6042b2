import type { INestApplication, NestApplicationOptions } from '@nestjs/common';
import { sampleConfig, type SampleConfig } from './config/sample.config.js';
import { createExpressApp } from './http/express.app.js';
import { createFastifyApp } from './http/fastify.app.js';

/** Builds the app as the environment asks for it, ready to listen on `config.port`. */
export async function createApp(
  options: NestApplicationOptions = {},
): Promise<{ app: INestApplication; config: SampleConfig }> {
  const config = sampleConfig();
  const create = config.httpAdapter === 'fastify' ? createFastifyApp : createExpressApp;
  const app: INestApplication = await create(config, {
    abortOnError: false,
    // Kept back until the app stands: an error that ends the start is told once, by the caller.
    bufferLogs: true,
    autoFlushLogs: false,
    ...options,
  });
  app.flushLogs();
  app.enableShutdownHooks();
  return { app, config };
}
