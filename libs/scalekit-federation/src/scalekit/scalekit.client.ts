import type { HttpService } from '@nestjs/axios';
import { setTimeout as delay } from 'node:timers/promises';
import type { Connection } from '../options/resolved-options.js';
import { AccessTokenCache } from './access-token-cache.js';
import { errorOf } from './call-error.js';
import { endsWithin } from './deadline.js';
import { outcomeOf, timedOut, type Outcome } from './outcome.js';
import { isUnauthorized, mayHaveTaken, readResult, type PushResult } from './push-result.js';
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
   * Tells Scalekit who signed in.
   *
   * @param loginRequestId has passed the allow-list
   * @param body the wire's JSON object
   * @throws ScalekitRejectedError, LoginRequestTakenError, ScalekitUnavailableError
   */
  push(loginRequestId: string, body: Record<string, unknown>): Promise<PushResult> {
    return this.settle(loginRequestId, body, budget.attempts);
  }

  /**
   * Tells Scalekit that the login failed; throws as `push` does. Anybody can bring this about, so it
   * is never tried again by itself: the person may.
   */
  reject(loginRequestId: string): Promise<PushResult> {
    return this.settle(loginRequestId, { login_failed: true }, 1);
  }

  private async settle(
    loginRequestId: string,
    body: Record<string, unknown>,
    attempts: number,
  ): Promise<PushResult> {
    const url = userUrl(this.connection, loginRequestId);
    const data = JSON.stringify(body);
    const startedAt = performance.now();
    const tried = { token: 0, push: 0 };
    let mayHaveArrived = false;
    let refreshed = false;
    let attempt = 1;
    for (;;) {
      const token = this.tokens.held() ?? (await this.newToken(startedAt));
      const call = typeof token === 'string' ? 'push' : 'token';
      tried[call] += 1;
      const outcome =
        typeof token === 'string' ? await this.send(url, data, token, startedAt) : token;
      if (typeof token === 'string') {
        const result = readResult(outcome);
        if (result !== undefined) return result;
        mayHaveArrived ||= mayHaveTaken(outcome);
        if (isUnauthorized(outcome)) {
          this.tokens.drop(token);
          // The same attempt goes on with a fresh one.
          if (!refreshed) {
            refreshed = true;
            continue;
          }
        }
      }
      const elapsedMs = performance.now() - startedAt;
      const waitMs =
        attempt < attempts
          ? delayBeforeRetry(outcome, attempt, elapsedMs, Math.random())
          : undefined;
      if (waitMs === undefined) {
        throw errorOf(outcome, { call, attempts: tried[call], elapsedMs, mayHaveArrived });
      }
      await delay(waitMs);
      attempt += 1;
    }
  }

  /** No longer than the person's time: a flight that others began may take longer. */
  private async newToken(startedAt: number): Promise<string | Outcome> {
    return (await endsWithin(leftMs(startedAt), this.tokens.ask())) ?? timedOut;
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
