// An app whose login is measured: node app.ts with|without|empty
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { host } from '../certificate.js';
import { federationOptions } from '../federation-options.js';
import { library } from '../library.js';
import { answerParent } from '../worker.js';
import {
  EmptyLoginController,
  FederatedLoginController,
  PlainLoginController,
} from './controllers.js';
import { LocalStrategy } from './local.strategy.js';

class AppModule {}

// A plain login never calls Scalekit, so nobody has to be there.
const federation = library.ScalekitFederationModule.forRoot(federationOptions('https://127.0.0.1'));
const variants = {
  without: { imports: [], controllers: [PlainLoginController] },
  empty: { imports: [], controllers: [EmptyLoginController] },
  with: { imports: [federation], controllers: [FederatedLoginController] },
} as const;

export type Variant = keyof typeof variants;

const variant = variants[process.argv[2] as Variant];
const root = {
  module: AppModule,
  imports: [...variant.imports],
  controllers: [...variant.controllers],
  providers: [LocalStrategy],
};

const adapter =
  process.env['HTTP_ADAPTER'] === 'fastify' ? new FastifyAdapter() : new ExpressAdapter();
const app = await NestFactory.create(root, adapter, { logger: false });
await app.listen(0, host);
const url = (await app.getUrl()).replace(/\/$/, '');

const handlers = {
  async url() {
    return url;
  },
  /** CPU time of this process so far, in microseconds. */
  async cpuMicros() {
    const { user, system } = process.cpuUsage();
    return user + system;
  },
};

export type AppHandlers = typeof handlers;

answerParent(handlers);
