import type { ModuleMetadata } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { host } from '../certificate.js';
import { answerParent } from '../worker.js';
import { LocalStrategy } from './local.strategy.js';

class AppModule {}

const handlers = (url: string) => ({
  async url() {
    return url;
  },
  /** CPU time of this process so far, in microseconds. */
  async cpuMicros() {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
});

export type AppHandlers = ReturnType<typeof handlers>;

/** The app that this process is for, on the adapter that HTTP_ADAPTER names. */
export async function serveApp({ imports = [], controllers = [], providers = [] }: ModuleMetadata) {
  const root = {
    module: AppModule,
    imports,
    controllers,
    providers: [LocalStrategy, ...providers],
  };
  const adapter =
    process.env['HTTP_ADAPTER'] === 'fastify' ? new FastifyAdapter() : new ExpressAdapter();
  const app = await NestFactory.create(root, adapter, { logger: false });
  await app.listen(0, host);
  answerParent(handlers((await app.getUrl()).replace(/\/$/, '')));
}
