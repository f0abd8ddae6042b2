import { join } from 'node:path';
import type { INestApplication, Type } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import session from 'express-session';
import type { ScalekitEmulator } from 'scalekit-emulator';
import { cookieSecret } from '../support/federation-app.js';

/** The app that a folder of snippets makes, behind a session, on a free port. */
export async function startApp(
  folder: string,
  credentials: ScalekitEmulator['credentials'],
): Promise<INestApplication> {
  Object.assign(process.env, {
    SCALEKIT_ENVIRONMENT_URL: credentials.environmentUrl,
    SCALEKIT_CLIENT_ID: credentials.clientId,
    SCALEKIT_CLIENT_SECRET: credentials.clientSecret,
    SCALEKIT_CONNECTION_ID: credentials.connectionId,
    SCALEKIT_COOKIE_SECRET: cookieSecret,
  });
  const { AppModule } = (await import(
    join(process.cwd(), 'dist/readme', folder, 'app.module.ts')
  )) as { AppModule: Type };
  const testing = await Test.createTestingModule({ imports: [AppModule] }).compile();
  const app = testing.createNestApplication({ logger: false });
  app.use(session({ secret: cookieSecret, resave: false, saveUninitialized: false }));
  await app.listen(0, '127.0.0.1');
  return app;
}
