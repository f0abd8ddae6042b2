import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { ScalekitFederationOptions } from 'nestjs-scalekit-federation';
import { packedLibrary } from '../packed-library.js';
import { connections } from '../scalekit/credentials.js';
import { platforms, type Adapter } from './adapters.js';
import { LoginController, PasswordGuard } from './login.controller.js';

/** All replicas have it. */
const cookieSecret = 'Zr3tP7wQ9xKb2mVn5cLd8sHg4fJy6uTe1aRoWi0M';

export interface StartedApp {
  readonly app: INestApplication;
  readonly url: string;
}

class AppModule {}

/** One login page for each connection, on the packed module; quiet, since thousands of its calls fail. */
export async function startApp(
  adapter: Adapter,
  options: ScalekitFederationOptions & { readonly environmentUrl: string },
): Promise<StartedApp> {
  const { ScalekitFederationModule } = await packedLibrary();
  const federation = ScalekitFederationModule.forRoot({
    cookieSecrets: [cookieSecret],
    connections,
    connection: (request) => (request as { params: { connection: string } }).params.connection,
    ...options,
  });
  const root = {
    module: AppModule,
    imports: [federation],
    controllers: [LoginController],
    providers: [PasswordGuard],
  };
  const app = await NestFactory.create(root, await platforms[adapter](), { logger: false });
  await app.listen(0, '127.0.0.1');
  return { app, url: (await app.getUrl()).replace(/\/$/, '') };
}
