import type { NestApplicationOptions } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import session from 'express-session';
import helmet from 'helmet';
import { AppModule } from '../app.module.js';
import type { SampleConfig } from '../config/sample.config.js';
import { sessionCookie } from '../session/session-cookie.js';
import { SessionService } from '../session/session.service.js';
import { SessionStore } from '../session/session.store.js';
import type { AppRequest } from './exchange.js';
import { openToFrontEnds } from './front-ends.js';
import { helmetOptions } from './helmet.options.js';

export async function createExpressApp(config: SampleConfig, options: NestApplicationOptions) {
  const app = await NestFactory.create<NestExpressApplication>(
    AppModule.for(config),
    new ExpressAdapter(),
    options,
  );
  app.set('trust proxy', config.trustedProxies);
  app.use(helmet(helmetOptions(config)));
  openToFrontEnds(app, config);

  const { name, attributes } = sessionCookie(config);
  app.use(
    session({
      name,
      cookie: attributes,
      secret: config.sessionSecret,
      store: app.get(SessionStore),
      resave: false,
      saveUninitialized: false,
    }),
  );
  const sessions = app.get(SessionService);
  app.use(async (request: AppRequest, _: unknown, next: () => void) => {
    await sessions.restore(request);
    next();
  });
  return app;
}
