import type { HttpService } from '@nestjs/axios';
import { setTimeout as delay } from 'node:timers/promises';
import { ScalekitRejectedError, ScalekitUnavailableError } from '../errors/federation-errors.js';
import type { Connection } from '../options/resolved-options.js';
import { AccessTokenCache } from './access-token-cache.js';
import { endsWithin } from './deadline.js';
import { outcomeOf, type Outcome } from './outcome.js';
import {
  failureOf,
  isUnauthorized,
  mayHaveTaken,
  readResult,
  type PushResult,
} from './push-result.js';
import { budget, delayBeforeRetry } from './retry-policy.js';
import { userUrl } from './scalekit-urls.js';

/** The two calls to Scalekit, for one connection. */
export class ScalekitClient {
  private readonly tokens: AccessTokenCache;

  constructor(
    private readonly http: HttpService,
    private readonly connection: Connection,
  ) {
    this.tokens = new AccessTokenCache(http, connection);
  }

  getAccessToken(): Promise<string> {
    return this.tokens.get();
  }

  /**
   * Answers a login request, with a user or with `login_failed`.
   *
   * @param loginRequestId has passed the allow-list
   * @param body the wire's JSON object
   * @throws ScalekitRejectedError, LoginRequestTakenError, ScalekitUnavailableError
   */
  async push(loginRequestId: string, body: Record<string, unknown>): Promise<PushResult> {
    const url = userUrl(this.connection, loginRequestId);
    const data = JSON.stringify(body);
    const startedAt = performance.now();
    let mayHaveArrived = false;
    let refreshed = false;
    let attempt = 1;
    for (;;) {
      const token = this.tokens.held() ?? (await this.newToken(mayHaveArrived, startedAt));
      const outcome = token === undefined ? noToken : await this.send(url, data, token, startedAt);
      const result = readResult(outcome);
      if (result !== undefined) return result;
      if (isUnauthorized(outcome) && token !== undefined) {
        this.tokens.drop(token);
        // The same attempt goes on with a fresh one.
        if (!refreshed) {
          refreshed = true;
          continue;
        }
      }
      mayHaveArrived ||= mayHaveTaken(outcome);
      const elapsedMs = performance.now() - startedAt;
      const waitMs = delayBeforeRetry(outcome, attempt, elapsedMs, Math.random());
      if (waitMs === undefined) throw failureOf(outcome, mayHaveArrived);
      await delay(waitMs);
      attempt += 1;
    }
  }

  /**
   * @returns undefined when there is none to be had right now
   * @throws ScalekitRejectedError when the credentials are refused
   */
  private async newToken(mayHaveArrived: boolean, startedAt: number): Promise<string | undefined> {
    try {
      return await endsWithin(leftMs(startedAt), this.tokens.get());
    } catch (error) {
      if (error instanceof ScalekitUnavailableError) return undefined;
      throw mayHaveArrived ? asUncertain(error) : error;
    }
  }

  private send(url: string, data: string, token: string, startedAt: number): Promise<Outcome> {
    return outcomeOf(
      // `post()` would merge the configuration once more.
      this.http.axiosRef.request({
        method: 'post',
        url,
        data,
        headers: {
          'Content-Type': 'application/json',
          Accept: 'application/json',
          Authorization: `Bearer ${token}`,
        },
        timeout: Math.min(budget.pushTimeoutMs, leftMs(startedAt)),
      }),
    );
  }
}

/** Of the person's time, for all attempts together. */
function leftMs(startedAt: number): number {
  return Math.max(1, budget.totalMs - (performance.now() - startedAt));
}

const noToken: Outcome = { kind: 'failure', code: 'TOKEN_UNAVAILABLE', reached: false };

/** A refusal at the token endpoint says nothing of the attempts before it. */
function asUncertain(error: unknown): unknown {
  return error instanceof ScalekitRejectedError
    ? new ScalekitRejectedError(error.upstreamStatus, error.hint, true)
    : error;
}
