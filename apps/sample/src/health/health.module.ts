import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { ScalekitHealthIndicator } from 'nestjs-scalekit-federation/health';
import { HealthController } from './health.controller.js';

@Module({
  imports: [TerminusModule],
  controllers: [HealthController],
  providers: [ScalekitHealthIndicator],
})
export class HealthModule {}
