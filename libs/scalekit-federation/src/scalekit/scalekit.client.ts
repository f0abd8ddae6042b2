import type { HttpService } from '@nestjs/axios';
import type { Connection } from '../options/resolved-options.js';
import type { Tracing } from '../telemetry/tracing.js';
import { AuthorizedCalls, type CallResult } from './authorized-calls.js';
import type { CircuitBreaker } from './circuit-breaker.js';
import { isGone, readConsents, type ConsentsPage } from './consents.js';
import { readResult, type PushResult } from './push-result.js';
import { budget } from './retry-policy.js';
import { consentsUrl, consentUrl, userUrl, type ConsentsQuery } from './scalekit-urls.js';

/** A page of consents, with all their scopes and names. */
const maxConsentsBytes = 1024 * 1024;

/** The calls to Scalekit, for one connection. */
export class ScalekitClient {
  private readonly calls: AuthorizedCalls;

  constructor(
    http: HttpService,
    private readonly connection: Connection,
    breaker: CircuitBreaker,
    tracing: Tracing,
  ) {
    this.calls = new AuthorizedCalls(http, connection, breaker, tracing);
  }

  getAccessToken(): Promise<string> {
    return this.calls.tokens.get();
  }

  /** Asks Scalekit for a token now, whatever is held; throws as `getAccessToken` does. */
  fetchAccessToken(): Promise<string> {
    return this.calls.tokens.fetch();
  }

  /** By how many seconds this machine's clock is ahead of Scalekit's, if the latest answer for a token told. */
  get clockSkewSeconds(): number | undefined {
    return this.calls.tokens.clockSkewSeconds;
  }

  /**
   * Tells Scalekit who signed in.
   *
   * @param loginRequestId has passed the allow-list
   * @param body the wire's JSON object
   * @param startedAt by `performance.now()`, if the person waits since before this call
   * @throws ScalekitRejectedError, LoginRequestTakenError, ScalekitUnavailableError
   */
  push(
    loginRequestId: string,
    body: Record<string, unknown>,
    startedAt?: number,
  ): Promise<CallResult<PushResult>> {
    return this.settle(loginRequestId, body, budget.attempts, startedAt);
  }

  /**
   * Tells Scalekit that the login failed; throws as `push` does. Anybody can bring this about, so it
   * is never tried again by itself: the person may.
   */
  reject(loginRequestId: string, startedAt?: number): Promise<CallResult<PushResult>> {
    return this.settle(loginRequestId, { login_failed: true }, 1, startedAt);
  }

  /**
   * One page of what people have consented to.
   *
   * @throws ScalekitRejectedError, ScalekitUnavailableError
   */
  async consents(query: ConsentsQuery): Promise<ConsentsPage> {
    const { result } = await this.calls.run({
      method: 'get',
      url: consentsUrl(this.connection, query),
      call: 'consents',
      attempts: budget.attempts,
      maxContentLength: maxConsentsBytes,
      read: readConsents,
    });
    return result;
  }

  /** Takes a consent back, and its refresh tokens with it; one that is gone already is as good. */
  async revoke(clientId: string, consentId: string): Promise<void> {
    await this.calls.run({
      method: 'delete',
      url: consentUrl(this.connection, clientId, consentId),
      call: 'consents',
      attempts: budget.attempts,
      read: isGone,
    });
  }

  private settle(
    loginRequestId: string,
    body: Record<string, unknown>,
    attempts: number,
    startedAt?: number,
  ): Promise<CallResult<PushResult>> {
    const request = {
      method: 'post',
      url: userUrl(this.connection, loginRequestId),
      data: JSON.stringify(body),
      call: 'push',
      attempts,
      read: readResult,
    } as const;
    return this.calls.run(request, startedAt);
  }
}
