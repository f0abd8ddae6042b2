import type { HttpService } from '@nestjs/axios';
import { ScalekitRejectedError, ScalekitUnavailableError } from '../errors/federation-errors.js';
import type { Connection } from '../options/resolved-options.js';
import { endsWithin } from './deadline.js';
import { outcomeOf, parseObject, timedOut, type Outcome } from './outcome.js';
import { budget } from './retry-policy.js';
import { tokenUrl } from './scalekit-urls.js';
import { tokenLifetimeSeconds } from './token-lifetime.js';

interface CachedToken {
  readonly value: string;
  /** By the monotonic clock: a corrected wall clock must not prolong a token. */
  readonly renewAt: number;
  readonly expiresAt: number;
}

/**
 * The backend's own token for one connection: fetched once however many ask for it, renewed on use
 * within the last fifth of its life, never by a timer.
 */
export class AccessTokenCache {
  #token: CachedToken | undefined;
  #flight: Promise<string> | undefined;

  constructor(
    private readonly http: HttpService,
    private readonly connection: Connection,
  ) {}

  /** @throws ScalekitRejectedError when the credentials are refused, ScalekitUnavailableError otherwise */
  async get(): Promise<string> {
    return this.held() ?? this.fetch();
  }

  /** The token that nobody has to wait for, if there is one. */
  held(): string | undefined {
    const now = performance.now();
    const token = this.#token;
    if (token === undefined || now >= token.expiresAt) return undefined;
    // It still holds, so nobody waits for the new one, and a failure is the next caller's.
    if (now >= token.renewAt) this.fetch().catch(() => undefined);
    return token.value;
  }

  /** Forgets a token that Scalekit refused, unless another caller has renewed it meanwhile. */
  drop(refused: string): void {
    if (this.#token?.value === refused) this.#token = undefined;
  }

  /** However it ends, nothing of a flight is left for the next one, a late token neither. */
  private fetch(): Promise<string> {
    this.#flight ??= endsWithin(budget.tokenTimeoutMs, this.request())
      .then((outcome) => this.keep(readToken(outcome ?? timedOut)))
      .finally(() => {
        this.#flight = undefined;
      });
    return this.#flight;
  }

  private request(): Promise<Outcome> {
    const { clientId, clientSecret } = this.connection;
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret(),
    });
    return outcomeOf(
      this.http.axiosRef.post(tokenUrl(this.connection), body.toString(), {
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded',
          Accept: 'application/json',
        },
        timeout: budget.tokenTimeoutMs,
      }),
    );
  }

  private keep({ value, lifetimeSeconds }: ReadToken): string {
    const now = performance.now();
    this.#token = {
      value,
      renewAt: now + lifetimeSeconds * 800,
      expiresAt: now + lifetimeSeconds * 1000,
    };
    return value;
  }
}

interface ReadToken {
  readonly value: string;
  readonly lifetimeSeconds: number;
}

function readToken(outcome: Outcome): ReadToken {
  if (outcome.kind === 'failure') throw new ScalekitUnavailableError(undefined, false);
  const { status, body, retryAfterSeconds } = outcome;
  if (status === 429 || status >= 500) {
    throw new ScalekitUnavailableError(retryAfterSeconds, false);
  }
  if (status >= 300) {
    throw new ScalekitRejectedError(
      status,
      `its token endpoint answered ${status}; check SCALEKIT_ENVIRONMENT_URL, SCALEKIT_CLIENT_ID and SCALEKIT_CLIENT_SECRET`,
      false,
    );
  }
  const json = parseObject(body) ?? {};
  const { access_token: value, token_type: type = 'Bearer', expires_in: expiresIn } = json;
  const isToken = typeof value === 'string' && /^[\x21-\x7e]{1,8192}$/.test(value);
  if (!isToken || String(type).toLowerCase() !== 'bearer') {
    throw new ScalekitUnavailableError(undefined, false);
  }
  return { value, lifetimeSeconds: tokenLifetimeSeconds(expiresIn) };
}
