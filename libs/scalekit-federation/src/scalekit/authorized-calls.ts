import type { HttpService } from '@nestjs/axios';
import { setTimeout as delay } from 'node:timers/promises';
import type { ScalekitCall } from '../errors/scalekit-call.js';
import type { Connection } from '../options/resolved-options.js';
import { AccessTokenCache } from './access-token-cache.js';
import { errorOf } from './call-error.js';
import { endsWithin } from '../timing/ends-within.js';
import { outcomeOf, timedOut, type Outcome } from './outcome.js';
import { isUnauthorized, mayHaveTaken } from './push-result.js';
import { budget, delayBeforeRetry } from './retry-policy.js';

/** A request to Scalekit's API, and how its response is read. */
export interface ApiRequest<Result> {
  readonly method: 'get' | 'post' | 'delete';
  readonly url: string;
  /** JSON text. */
  readonly data?: string;
  readonly call: Exclude<ScalekitCall['call'], 'token'>;
  /** How often it is sent at most. */
  readonly attempts: number;
  readonly maxContentLength?: number;
  /** @returns undefined for what is no success */
  readonly read: (outcome: Outcome) => Result | undefined;
}

/** What a request has brought, and what it took. */
export interface Answered<Result> {
  readonly result: Result;
  readonly attempts: number;
  /** Milliseconds since the first attempt began, waiting included. */
  readonly ms: number;
}

/** Sends requests with the backend's own token, as often as the retry policy says. */
export class AuthorizedCalls {
  readonly tokens: AccessTokenCache;

  constructor(
    private readonly http: HttpService,
    connection: Connection,
  ) {
    this.tokens = new AccessTokenCache(http, connection);
  }

  /** @throws ScalekitRejectedError, ScalekitUnavailableError, of a push LoginRequestTakenError */
  async run<Result>(
    request: ApiRequest<Result>,
    startedAt = performance.now(),
  ): Promise<Answered<Result>> {
    const tried = { token: 0, request: 0 };
    let mayHaveArrived = false;
    let refreshed = false;
    let attempt = 1;
    for (;;) {
      const token = this.tokens.held() ?? (await this.newToken(startedAt));
      const isSent = typeof token === 'string';
      tried[isSent ? 'request' : 'token'] += 1;
      const outcome = isSent ? await this.send(request, token, startedAt) : token;
      if (isSent) {
        const result = request.read(outcome);
        if (result !== undefined) {
          const ms = Math.round(performance.now() - startedAt);
          return { result, attempts: tried.request, ms };
        }
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
        attempt < request.attempts
          ? delayBeforeRetry(outcome, attempt, elapsedMs, Math.random())
          : undefined;
      if (waitMs === undefined) {
        const call = isSent ? request.call : 'token';
        const attempts = isSent ? tried.request : tried.token;
        throw errorOf(outcome, { call, attempts, elapsedMs, mayHaveArrived });
      }
      await delay(waitMs);
      attempt += 1;
    }
  }

  /** No longer than the person's time: a flight that others began may take longer. */
  private async newToken(startedAt: number): Promise<string | Outcome> {
    return (await endsWithin(leftMs(startedAt), this.tokens.ask())) ?? timedOut;
  }

  private send(
    { method, url, data, maxContentLength }: ApiRequest<unknown>,
    token: string,
    startedAt: number,
  ): Promise<Outcome> {
    return outcomeOf(
      // `post()` would merge the configuration once more.
      this.http.axiosRef.request({
        method,
        url,
        ...(data !== undefined && { data }),
        ...(maxContentLength !== undefined && { maxContentLength }),
        headers: {
          ...(data !== undefined && { 'Content-Type': 'application/json' }),
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
