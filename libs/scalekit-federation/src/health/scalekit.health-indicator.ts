import { Injectable } from '@nestjs/common';
import { HealthIndicatorService, type HealthIndicatorResult } from '@nestjs/terminus';
import type { Readiness } from '../scalekit/readiness.js';
import { ReadinessCheck } from '../scalekit/readiness-check.js';

/** What `isReady` says beside `up` or `down`. */
export interface ReadinessDetails extends Readiness {
  /** How old this is: 0 to 29 whole seconds. */
  readonly checkedSecondsAgo: number;
}

/**
 * Whether this backend can hand logins off, for `@nestjs/terminus`. Provide it in the module of your
 * health controller, beside `TerminusModule`.
 *
 * @example
 * ```ts
 * this.health.check([() => this.scalekit.isReady('scalekit')]);
 * ```
 */
@Injectable()
export class ScalekitHealthIndicator {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly readiness: ReadinessCheck,
  ) {}

  /**
   * For liveness. Calls nobody: an outage of Scalekit or of the store is no reason to restart anything.
   *
   * @returns `up`, since the module stands
   */
  isAlive<const Key extends string>(key: Key): HealthIndicatorResult<Key, 'up'> {
    return this.indicators.check(key).up();
  }

  /**
   * For alerts. `up` where each connection's environment gave a token, no clock is more than 5 minutes
   * off, and the option `store` answered. Never throws, and takes about 3 s at most. What was found is
   * told again for 30 s.
   */
  async isReady<const Key extends string>(
    key: Key,
  ): Promise<HealthIndicatorResult<Key, 'up' | 'down', ReadinessDetails>> {
    const { isReady, ...details } = await this.readiness.run();
    const indicator = this.indicators.check(key);
    return isReady ? indicator.up(details) : indicator.down(details);
  }
}
