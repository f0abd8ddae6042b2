import { Controller, Get, UseFilters } from '@nestjs/common';
import { HealthCheck, HealthCheckService } from '@nestjs/terminus';
import { ScalekitHealthIndicator } from 'nestjs-scalekit-federation/health';
import { HealthAnswerFilter } from './health-answer.filter.js';

@Controller('health')
@UseFilters(HealthAnswerFilter)
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly scalekit: ScalekitHealthIndicator,
  ) {}

  /** For what restarts containers: an outage elsewhere is no reason to. */
  @Get('live')
  @HealthCheck()
  live() {
    return this.health.check([() => this.scalekit.isAlive('scalekit')]);
  }

  /** For alerts: plain logins work on while this is 503. */
  @Get('ready')
  @HealthCheck()
  ready() {
    return this.health.check([() => this.scalekit.isReady('scalekit')]);
  }
}
