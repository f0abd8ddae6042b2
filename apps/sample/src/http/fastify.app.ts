import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import session from '@fastify/session';
import type { NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from '../app.module.js';
import type { SampleConfig } from '../config/sample.config.js';
import { sessionCookie } from '../session/session-cookie.js';
import { SessionService } from '../session/session.service.js';
import { SessionStore } from '../session/session.store.js';
import { openToFrontEnds } from './front-ends.js';
import { helmetOptions } from './helmet.options.js';

export async function createFastifyApp(config: SampleConfig, options: NestApplicationOptions) {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.for(config),
    new FastifyAdapter({ trustProxy: (_, hop) => hop < config.trustedProxies }),
    options,
  );
  await app.register(helmet, helmetOptions(config));
  openToFrontEnds(app, config);

  const { name, attributes } = sessionCookie(config);
  const store = app.get(SessionStore);
  await app.register(cookie);
  await app.register(session, {
    cookieName: name,
    cookie: attributes,
    secret: config.sessionSecret,
    store,
    rolling: false,
    saveUninitialized: false,
  });
  const sessions = app.get(SessionService);
  app
    .getHttpAdapter()
    .getInstance()
    .addHook('preHandler', (request) => sessions.restore(request));
  return app;
}
