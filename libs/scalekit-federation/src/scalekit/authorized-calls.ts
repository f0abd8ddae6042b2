import type { HttpService } from '@nestjs/axios';
import { setTimeout as delay } from 'node:timers/promises';
import type { Connection } from '../options/resolved-options.js';
import type { Tracing } from '../telemetry/tracing.js';
import type { AccessTokenCache } from './access-token-cache.js';
import { AuthorizedAttempts, type ApiRequest, type Attempt } from './authorized-attempts.js';
import { errorOf } from './call-error.js';
import type { CircuitBreaker } from './circuit-breaker.js';
import { isUnasked, type Outcome } from './outcome.js';
import { mayHaveTaken } from './push-result.js';
import { delayBeforeRetry } from './retry-policy.js';

/** A request that may be tried again, and how its response is read. */
export interface RetriedRequest<Result> extends ApiRequest {
  /** How often it is sent at most. */
  readonly attempts: number;
  /** @returns undefined for what is no success */
  readonly read: (outcome: Outcome) => Result | undefined;
}

/** What a request has brought, and what it took. */
export interface CallResult<Result> {
  readonly result: Result;
  readonly attempts: number;
  /** Milliseconds since the first attempt began, waiting included. */
  readonly ms: number;
}

/** Tries requests as often as the retry policy and the circuit breaker let it. */
export class AuthorizedCalls {
  private readonly attempts: AuthorizedAttempts;

  constructor(
    http: HttpService,
    connection: Connection,
    private readonly breaker: CircuitBreaker,
    tracing: Tracing,
  ) {
    this.attempts = new AuthorizedAttempts(http, connection, breaker, tracing);
  }

  get tokens(): AccessTokenCache {
    return this.attempts.tokens;
  }

  /**
   * @param startedAt by `performance.now()`: since when somebody waits
   * @throws ScalekitRejectedError, ScalekitUnavailableError, of a push LoginRequestTakenError
   */
  async run<Result>(
    request: RetriedRequest<Result>,
    startedAt = performance.now(),
  ): Promise<CallResult<Result>> {
    const tries = { token: 0, push: 0, consents: 0 };
    let mayHaveArrived = false;
    let last: Attempt | undefined;
    for (let number = 1; ; number += 1) {
      const attempt = await this.attempts.attempt(request, startedAt, last?.isRefreshed ?? false);
      const { call, outcome } = attempt;
      tries[call] += attempt.tries;
      const elapsedMs = performance.now() - startedAt;
      if (call === request.call) {
        const result = request.read(outcome);
        if (result !== undefined)
          return { result, attempts: tries[call], ms: Math.round(elapsedMs) };
        mayHaveArrived ||= mayHaveTaken(outcome);
      }
      // What kept this one back says less than what failed before.
      if (last === undefined || !isUnasked(outcome)) last = attempt;
      const waitMs = this.delayBefore(request, outcome, number, elapsedMs);
      if (waitMs === undefined) {
        const facts = { call: last.call, attempts: tries[last.call], elapsedMs, mayHaveArrived };
        throw errorOf(last.outcome, facts);
      }
      await delay(waitMs);
    }
  }

  /** Undefined where this was the last attempt, or where the next one would be kept back. */
  private delayBefore(
    { attempts }: RetriedRequest<unknown>,
    outcome: Outcome,
    number: number,
    elapsedMs: number,
  ): number | undefined {
    if (number >= attempts || this.breaker.isOpen) return undefined;
    return delayBeforeRetry(outcome, number, elapsedMs, Math.random());
  }
}
