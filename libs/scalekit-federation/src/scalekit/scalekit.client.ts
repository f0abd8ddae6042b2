import type { HttpService } from '@nestjs/axios';
import { setTimeout as delay } from 'node:timers/promises';
import {
  LoginRequestTakenError,
  ScalekitRejectedError,
  ScalekitUnavailableError,
  type FederationError,
} from '../errors/federation-errors.js';
import type { Connection } from '../options/resolved-options.js';
import { AccessTokenCache } from './access-token-cache.js';
import { outcomeOf, parseObject, type Outcome } from './outcome.js';
import { budget, delayBeforeRetry } from './retry-policy.js';
import { userUrl } from './scalekit-urls.js';

/** What Scalekit says of an accepted push; servers before 2.11 say nothing. */
export interface PushResult {
  /** `req_…`: finds the login in Scalekit's auth logs. */
  readonly authRequestId?: string;
}

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
      const token = this.tokens.held() ?? (await this.newToken(mayHaveArrived));
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
  private async newToken(mayHaveArrived: boolean): Promise<string | undefined> {
    try {
      return await this.tokens.get();
    } catch (error) {
      if (error instanceof ScalekitUnavailableError) return undefined;
      throw mayHaveArrived ? asUncertain(error) : error;
    }
  }

  private send(url: string, data: string, token: string, startedAt: number): Promise<Outcome> {
    const leftMs = Math.max(1, budget.totalMs - (performance.now() - startedAt));
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
        timeout: Math.min(budget.pushTimeoutMs, leftMs),
      }),
    );
  }
}

const noToken: Outcome = { kind: 'failure', code: 'TOKEN_UNAVAILABLE', reached: false };

/** A refusal at the token endpoint says nothing of the attempts before it. */
function asUncertain(error: unknown): unknown {
  return error instanceof ScalekitRejectedError
    ? new ScalekitRejectedError(error.upstreamStatus, error.hint, true)
    : error;
}

function isUnauthorized(outcome: Outcome): boolean {
  return outcome.kind === 'answer' && outcome.status === 401;
}

function isAccepted(outcome: Outcome): boolean {
  return outcome.kind === 'answer' && outcome.status >= 200 && outcome.status < 300;
}

/** The result of an accepted push. A 2xx that is no JSON object came from something that is not Scalekit. */
function readResult(outcome: Outcome): PushResult | undefined {
  if (outcome.kind !== 'answer' || !isAccepted(outcome)) return undefined;
  if (outcome.body === '') return {};
  const answer = parseObject(outcome.body);
  if (answer === undefined) return undefined;
  const id = answer['auth_request_id'] ?? answer['authRequestId'];
  return typeof id === 'string' && /^[A-Za-z0-9_-]{1,128}$/.test(id) ? { authRequestId: id } : {};
}

function mayHaveTaken(outcome: Outcome): boolean {
  if (outcome.kind === 'failure') return outcome.reached;
  return outcome.status >= 500 || isAccepted(outcome);
}

function failureOf(outcome: Outcome, mayHaveArrived: boolean): FederationError {
  if (outcome.kind === 'failure') return new ScalekitUnavailableError(5, mayHaveArrived);
  const { status, retryAfterSeconds } = outcome;
  if (status === 409) return new LoginRequestTakenError(mayHaveArrived);
  if (status === 429 || status >= 500) {
    return new ScalekitUnavailableError(retryAfterSeconds ?? 5, mayHaveArrived);
  }
  return new ScalekitRejectedError(status, hintFor(outcome), mayHaveArrived);
}

function hintFor(outcome: Outcome & { kind: 'answer' }): string {
  const { status } = outcome;
  if (isAccepted(outcome)) {
    return 'its answer was not understood; check that SCALEKIT_ENVIRONMENT_URL leads to Scalekit';
  }
  if (status === 401 || status === 403) {
    return `it answered ${status}; check SCALEKIT_CLIENT_ID and SCALEKIT_CLIENT_SECRET`;
  }
  if (status === 404) {
    return 'it does not know this sign-in request; it has expired there, or SCALEKIT_CONNECTION_ID is wrong';
  }
  return `it answered ${status}`;
}
