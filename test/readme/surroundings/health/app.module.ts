import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { ScalekitFederationModule } from 'nestjs-scalekit-federation';
import { HealthModule } from './health.module.js';

@Module({
  imports: [ConfigModule.forRoot(), ScalekitFederationModule.forRoot(), HealthModule],
})
export class AppModule {}
