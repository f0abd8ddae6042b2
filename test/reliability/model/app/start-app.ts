import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { ClaimStore } from 'nestjs-scalekit-federation';
import type { AddressInfo } from 'node:net';
import { platforms, type Adapter } from '../../support/app/adapters.js';
import { packedLibrary } from '../../support/packed-library.js';
import { connections } from '../../support/scalekit/credentials.js';
import { appOrigin, frontEndOrigin } from '../browser/sites.js';
import { sessionUser } from './accounts.js';
import { FrontEndController } from './front-end.controller.js';
import { LoginController } from './login.controller.js';
import { SsoController } from './sso.controller.js';

export interface StartedReplica {
  readonly app: INestApplication;
  readonly port: number;
}

class AppModule {}

/** One replica, as it stands in production behind a proxy that ends TLS. */
export async function startReplica(
  adapter: Adapter,
  environmentUrl: string,
  store: ClaimStore,
): Promise<StartedReplica> {
  const { ScalekitFederationModule } = await packedLibrary();
  const federation = ScalekitFederationModule.forRoot({
    ...connections['c0'],
    environmentUrl,
    cookieSecrets: ['Qm7xT2vLp9sWd4kHz8bNc5rYf1jGe6uA3oRiEy0K'],
    appUrl: appOrigin,
    frontEnds: [frontEndOrigin],
    currentUser: (request) => sessionUser(request),
    store,
  });
  const controllers = [LoginController, FrontEndController, SsoController];
  const root = { module: AppModule, imports: [federation], controllers };
  const app = await NestFactory.create(root, await platforms[adapter](), { logger: false });
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return { app, port };
}
