import type { HttpService } from '@nestjs/axios';
import type { FederationError } from '../errors/federation-errors.js';
import { FederationLogger } from '../log/federation-logger.js';
import type { Connection } from '../options/resolved-options.js';
import type { Tracing } from '../telemetry/tracing.js';
import { errorOf } from './call-error.js';
import type { CircuitBreaker } from './circuit-breaker.js';
import { isUnasked, type Outcome } from './outcome.js';
import { isUnauthorized } from './push-result.js';
import { budget } from './retry-policy.js';
import { requestToken } from './token-request.js';
import { factsOfFetch, readToken } from './token-response.js';

interface CachedToken {
  readonly value: string;
  /** By the monotonic clock: a corrected wall clock must not prolong a token. */
  readonly renewAt: number;
  readonly expiresAt: number;
  /** The log has that it could not be renewed. */
  isToldOf?: boolean;
}

/** Why there is no token. */
export interface NoToken {
  readonly outcome: Outcome;
  readonly attempts: number;
}

/**
 * The backend's own token for one connection: fetched once however many ask for it, renewed on use
 * within the last fifth of its life, never by a timer.
 */
export class AccessTokenCache {
  readonly #logger = new FederationLogger();
  #token: CachedToken | undefined;
  #flight: Promise<string | NoToken> | undefined;
  #clockSkewSeconds: number | undefined;

  constructor(
    private readonly http: HttpService,
    private readonly connection: Connection,
    private readonly breaker: CircuitBreaker,
    private readonly tracing: Tracing,
  ) {}

  /** @throws ScalekitRejectedError when the credentials are refused, ScalekitUnavailableError otherwise */
  async get(): Promise<string> {
    return this.held() ?? this.fetch();
  }

  /** Asks Scalekit now, whatever is held. Throws as `get` does. */
  async fetch(): Promise<string> {
    const startedAt = performance.now();
    const token = await this.ask();
    if (typeof token === 'string') return token;
    throw errorWithout(token, startedAt);
  }

  /** By how much this machine's clock is ahead of the latest response, if that told the time. */
  get clockSkewSeconds(): number | undefined {
    return this.#clockSkewSeconds;
  }

  /** The token that nobody has to wait for, if there is one. */
  held(): string | undefined {
    const now = performance.now();
    const token = this.#token;
    if (token === undefined || now >= token.expiresAt) return undefined;
    // It still holds, so nobody waits for the new one.
    if (now >= token.renewAt) void this.renew(token, now).catch(() => undefined);
    return token.value;
  }

  /** Forgets a token that Scalekit refused, unless another caller has renewed it meanwhile. */
  drop(refused: string): void {
    if (this.#token?.value === refused) this.#token = undefined;
  }

  /**
   * Asks Scalekit for a token, once for all who ask meanwhile. However it ends, nothing of it is left
   * for the next one, a late token neither. Those who only waited for a refusal ask once themselves: a
   * single one must not fail them all.
   */
  async ask(): Promise<string | NoToken> {
    const begun = this.#flight;
    if (begun === undefined) return this.fly();
    const token = await begun;
    const isRefused = typeof token !== 'string' && isUnauthorized(token.outcome);
    return isRefused ? (this.#flight ?? this.fly()) : token;
  }

  /** No login fails by this yet, so nobody else would tell of a secret that was changed, or of an outage. */
  private async renew(token: CachedToken, now: number): Promise<void> {
    const renewed = await this.ask();
    // While Scalekit is down, the circuit breaker has said so.
    if (typeof renewed === 'string' || isUnasked(renewed.outcome) || token.isToldOf) return;
    token.isToldOf = true;
    const { message } = errorWithout(renewed, now);
    const seconds = Math.round((token.expiresAt - now) / 1000);
    this.#logger.warn(
      `The token of this backend for ${this.connection.connectionId} was not renewed: ${message}. Logins go on with the one that is held, for ${seconds} s more; each tries to renew it.`,
    );
  }

  private fly(): Promise<string | NoToken> {
    this.#flight = this.request().finally(() => {
      this.#flight = undefined;
    });
    return this.#flight;
  }

  private async request(): Promise<string | NoToken> {
    const work = { name: 'token', connection: this.connection.name } as const;
    const fetch = () =>
      this.tracing.run(work, () => requestToken(this.http, this.connection), factsOfFetch);
    return this.keep(await this.breaker.run(budget.totalMs + budget.graceMs, fetch));
  }

  private keep(outcome: Outcome): string | NoToken {
    const response = outcome.kind === 'response' ? outcome : outcome.response;
    this.#clockSkewSeconds = response?.clockSkewSeconds;
    const read = readToken(outcome);
    if (read.kind !== 'token') {
      return { outcome: read, attempts: isUnasked(read) ? 0 : 1 };
    }
    const { value, lifetimeSeconds } = read;
    const now = performance.now();
    this.#token = {
      value,
      renewAt: now + lifetimeSeconds * 800,
      expiresAt: now + lifetimeSeconds * 1000,
    };
    return value;
  }
}

function errorWithout({ outcome, attempts }: NoToken, startedAt: number): FederationError {
  const elapsedMs = performance.now() - startedAt;
  return errorOf(outcome, { call: 'token', attempts, elapsedMs, mayHaveArrived: false });
}
