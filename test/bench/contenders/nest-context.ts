import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { federationOptions } from '../federation-options.js';
import { library } from '../library.js';

class AppModule {}

/** A Nest application with the module and nothing else. Its logger is off, as nobody else here logs. */
export async function createNestContext(environmentUrl: string): Promise<INestApplicationContext> {
  const { ScalekitFederationModule } = library;
  const imports = [ScalekitFederationModule.forRoot(federationOptions(environmentUrl))];
  const app = await NestFactory.create({ module: AppModule, imports }, { logger: false });
  return app.init();
}
