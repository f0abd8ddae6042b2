import type { HttpService } from '@nestjs/axios';
import type { ScalekitCall } from '../errors/scalekit-call.js';
import type { Connection } from '../options/resolved-options.js';
import type { Tracing } from '../telemetry/tracing.js';
import { endsWithin } from '../timing/ends-within.js';
import { AccessTokenCache, type NoToken } from './access-token-cache.js';
import type { CircuitBreaker } from './circuit-breaker.js';
import { TimeLeft } from './deadline.js';
import { isUnasked, outcomeOf, timedOut, type Outcome } from './outcome.js';
import { isUnauthorized } from './push-result.js';
import { budget } from './retry-policy.js';

/** A request to Scalekit's API. */
export interface ApiRequest {
  readonly method: 'get' | 'post' | 'delete';
  readonly url: string;
  /** JSON text. */
  readonly data?: string;
  readonly call: Exclude<ScalekitCall['call'], 'token'>;
  readonly maxContentLength?: number;
}

/** What became of one attempt. */
export interface Attempt {
  readonly call: ScalekitCall['call'];
  readonly outcome: Outcome;
  /** How often that call was made for it: not at all while the circuit breaker is open. */
  readonly tries: number;
  /** A token was refused, and another one fetched. */
  readonly isRefreshed: boolean;
}

/** Sends a request with the backend's own token, and with a fresh one if that is refused. */
export class AuthorizedAttempts {
  readonly tokens: AccessTokenCache;

  constructor(
    private readonly http: HttpService,
    connection: Connection,
    private readonly breaker: CircuitBreaker,
    tracing: Tracing,
  ) {
    this.tokens = new AccessTokenCache(http, connection, breaker, tracing);
  }

  /**
   * @param startedAt by `performance.now()`: since when somebody waits
   * @param isRefreshed a token that is refused now is the second one
   */
  async attempt(request: ApiRequest, startedAt: number, isRefreshed: boolean): Promise<Attempt> {
    const token = this.tokens.held() ?? (await this.newToken(startedAt));
    if (typeof token !== 'string') {
      return { call: 'token', outcome: token.outcome, tries: token.attempts, isRefreshed };
    }
    const patienceMs = leftMs(startedAt) + budget.graceMs;
    const send = () => this.send(request, token, startedAt);
    const outcome = await this.breaker.run(patienceMs, send);
    const tries = isUnasked(outcome) ? 0 : 1;
    const first = { call: request.call, outcome, tries, isRefreshed };
    if (!isUnauthorized(outcome)) return first;
    this.tokens.drop(token);
    if (isRefreshed) return first;
    const second = await this.attempt(request, startedAt, true);
    return second.call === request.call ? { ...second, tries: tries + second.tries } : second;
  }

  /** No longer than the person's time: a flight that others began may take longer. */
  private async newToken(startedAt: number): Promise<string | NoToken> {
    const late = { outcome: timedOut, attempts: 1 };
    return (await endsWithin(leftMs(startedAt), this.tokens.ask())) ?? late;
  }

  private send(
    { method, url, data, maxContentLength }: ApiRequest,
    token: string,
    startedAt: number,
  ): Promise<Outcome> {
    const left = leftMs(startedAt);
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
        timeout: Math.min(budget.pushTimeoutMs, left),
        // It may wait for a connection first.
        signal: new TimeLeft(left),
      }),
    );
  }
}

/** Of the person's time, for all attempts together. */
function leftMs(startedAt: number): number {
  return Math.max(1, Math.round(budget.totalMs - (performance.now() - startedAt)));
}
