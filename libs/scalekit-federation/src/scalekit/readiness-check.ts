import { Inject, Injectable } from '@nestjs/common';
import { SharedClaims } from '../claims/shared-claims.js';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import type { Connection, ResolvedOptions } from '../options/resolved-options.js';
import { endsWithin } from '../timing/ends-within.js';
import { errorOf } from './call-error.js';
import { timedOut } from './outcome.js';
import {
  bySharedCredentials,
  connectionReadiness,
  isReady,
  type ConnectionReadiness,
  type Readiness,
} from './readiness.js';
import { budget } from './retry-policy.js';
import { ScalekitClients } from './scalekit-clients.js';

/** Milliseconds: whoever may ask for our health must not make us a burden to Scalekit. */
const shortestPauseMs = 30_000;

/** Milliseconds: what a token may take, and a little for the request to end by itself. */
const patienceMs = budget.tokenTimeoutMs + budget.graceMs;
const tooLate = errorOf(timedOut, {
  call: 'token',
  attempts: 1,
  elapsedMs: patienceMs,
  mayHaveArrived: false,
});

interface Finding {
  readonly readiness: Readiness;
  /** By the monotonic clock. */
  readonly foundAt: number;
}

/** How this backend stands, and since when that is known. */
export interface FoundReadiness extends Readiness {
  readonly isReady: boolean;
  readonly checkedSecondsAgo: number;
}

/**
 * Finds out whether this backend can hand logins off, at most once in 30 s however many ask, and also
 * while it cannot.
 */
@Injectable()
export class ReadinessCheck {
  readonly #groups: readonly (readonly Connection[])[];
  readonly #store: SharedClaims | undefined;
  #latest: Finding | undefined;
  #flight: Promise<Finding> | undefined;

  constructor(
    @Inject(FEDERATION_OPTIONS) { connections, store }: ResolvedOptions,
    private readonly clients: ScalekitClients,
  ) {
    this.#groups = bySharedCredentials(connections.values());
    this.#store = store && new SharedClaims(store);
  }

  /** Answers within the 3 s that a token may take, and never throws. */
  async run(): Promise<FoundReadiness> {
    const { readiness, foundAt } = this.#held() ?? (await this.#find());
    const checkedSecondsAgo = Math.floor((performance.now() - foundAt) / 1000);
    return { ...readiness, isReady: isReady(readiness), checkedSecondsAgo };
  }

  #held(): Finding | undefined {
    const latest = this.#latest;
    if (latest === undefined) return undefined;
    return performance.now() - latest.foundAt < shortestPauseMs ? latest : undefined;
  }

  #find(): Promise<Finding> {
    this.#flight ??= this.#ask().finally(() => {
      this.#flight = undefined;
    });
    return this.#flight;
  }

  async #ask(): Promise<Finding> {
    const [groups, store] = await Promise.all([
      Promise.all(this.#groups.map((group) => this.#askFor(group))),
      this.#askStore(),
    ]);
    const readiness = { connections: Object.fromEntries(groups.flat()), ...store };
    this.#latest = { readiness, foundAt: performance.now() };
    return this.#latest;
  }

  async #askFor(group: readonly Connection[]): Promise<[string, ConnectionReadiness][]> {
    const [first] = group;
    if (first === undefined) return [];
    const { client } = this.clients.of(first.name);
    const fetched = client.fetchAccessToken().then(
      () => ({ error: undefined }),
      (error: unknown) => ({ error }),
    );
    // The request may wait for a connection first, while many people sign in.
    const { error } = (await endsWithin(patienceMs, fetched)) ?? { error: tooLate };
    const readiness = connectionReadiness(error, client.clockSkewSeconds);
    return group.map(({ name }) => [name, readiness]);
  }

  async #askStore(): Promise<Pick<Readiness, 'store' | 'storeFailure'>> {
    if (this.#store === undefined) return {};
    const storeFailure = await this.#store.ping();
    return storeFailure === undefined ? { store: 'up' } : { store: 'down', storeFailure };
  }
}
