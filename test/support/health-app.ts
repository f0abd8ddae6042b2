import { Controller, Get } from '@nestjs/common';
import { HealthCheck, HealthCheckService, TerminusModule } from '@nestjs/terminus';
import { ScalekitHealthIndicator } from 'nestjs-scalekit-federation/health';

@Controller('health')
class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly scalekit: ScalekitHealthIndicator,
  ) {}

  @Get('live')
  @HealthCheck()
  live() {
    return this.health.check([() => this.scalekit.isAlive('scalekit')]);
  }

  @Get('ready')
  @HealthCheck()
  ready() {
    return this.health.check([() => this.scalekit.isReady('scalekit')]);
  }
}

/** What an app adds for its health, as the README shows it. */
export const healthParts = {
  imports: [TerminusModule],
  controllers: [HealthController],
  providers: [ScalekitHealthIndicator],
};

/** What a health endpoint answered. */
export interface Health {
  readonly status: number;
  /** Of the indicator. */
  readonly scalekit: Readonly<Record<string, unknown>>;
  readonly text: string;
}

export async function askHealth(url: string, which: 'live' | 'ready'): Promise<Health> {
  const response = await fetch(`${url}/health/${which}`);
  const text = await response.text();
  const { details } = JSON.parse(text) as { details: { scalekit: Record<string, unknown> } };
  return { status: response.status, scalekit: details.scalekit, text };
}
