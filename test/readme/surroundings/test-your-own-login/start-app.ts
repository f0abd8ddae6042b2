/// <reference types="jest" />
import { NestFactory } from '@nestjs/core';
import { Module } from '@nestjs/common';
import { ScalekitFederationModule } from 'nestjs-scalekit-federation';
import type { EmulatorCredentials } from 'scalekit-emulator';

export async function startApp(credentials: EmulatorCredentials): Promise<{ url: string }> {
  @Module({
    imports: [
      ScalekitFederationModule.forRoot({
        ...credentials,
        cookieSecrets: ['mC4v9TqXz1LrY7bKe2HsWn8PdGf5JuAo'],
      }),
    ],
  })
  class AppModule {}
  const app = await NestFactory.create(AppModule);
  await app.listen(0);
  return { url: await app.getUrl() };
}
