import type { Meter, ObservableResult } from '@opentelemetry/api';
import type { FederationEvent } from '../events/federation-event.js';
import { attributes, known, metricNames } from './names.js';
import type { OpenLoginRequests } from './open-login-requests.js';

/** Seconds, up to the 11.5 that a person waits at most. */
const durationBoundaries = [0.05, 0.1, 0.2, 0.3, 0.5, 0.75, 1, 2, 3, 5, 7.5, 10, 12];

const ends = new Set(['handedOff', 'rejected', 'refused', 'expired', 'notSignedIn']);

/** The instruments. No attribute is of a person, of an app that asks, or of one login request. */
export class Metrics {
  readonly #logins;
  readonly #pushDuration;
  readonly #pushAttempts;
  readonly #tokenFetches;
  readonly #breakerRefusals;
  readonly #openLoginRequests;
  readonly #observe: (result: ObservableResult) => void;

  /** @param connectionIds of all connections: one without open login requests has 0 of them */
  constructor(meter: Meter, open: OpenLoginRequests, connectionIds: ReadonlySet<string>) {
    this.#logins = meter.createCounter(metricNames.logins, {
      description: 'Logins for a login request, by how they ended',
      unit: '{login}',
    });
    this.#pushDuration = meter.createHistogram(metricNames.pushDuration, {
      description: 'How long somebody waited until Scalekit had taken how the login ended',
      unit: 's',
      advice: { explicitBucketBoundaries: durationBoundaries },
    });
    this.#pushAttempts = meter.createHistogram(metricNames.pushAttempts, {
      description: 'Attempts that telling Scalekit of a user took',
      unit: '{attempt}',
      advice: { explicitBucketBoundaries: [1, 2, 3] },
    });
    this.#tokenFetches = meter.createCounter(metricNames.tokenFetches, {
      description: 'Requests to Scalekit for a token of this backend',
      unit: '{fetch}',
    });
    this.#breakerRefusals = meter.createCounter(metricNames.breakerRefusals, {
      description: 'Logins refused at once, because Scalekit is known to be down',
      unit: '{login}',
    });
    this.#openLoginRequests = meter.createObservableUpDownCounter(metricNames.openLoginRequests, {
      description: 'Login requests that this process captured and that have not ended in it',
      unit: '{login_request}',
    });
    this.#observe = (result) => {
      for (const id of connectionIds) {
        result.observe(open.countOf(id), { [attributes.connection]: id });
      }
    };
    this.#openLoginRequests.addCallback(this.#observe);
  }

  /** A repeated answer is no new login. */
  learn(event: FederationEvent): void {
    const { event: end, reason, connection, call, code, attempts, ms } = event;
    if (reason === 'again' || !ends.has(end)) return;
    const ended = { [attributes.connection]: connection, [attributes.end]: end };
    this.#logins.add(1, known({ ...ended, [attributes.reason]: reason }));
    if (code === 'CIRCUIT_OPEN') {
      // It took neither time nor an attempt.
      const refused = { [attributes.connection]: connection, [attributes.call]: call };
      this.#breakerRefusals.add(1, known(refused));
      return;
    }
    const isFailed = end === 'refused';
    if (isFailed && call !== 'push') return;
    const pushed = known({ ...ended, [attributes.errorType]: isFailed ? reason : undefined });
    if (ms !== undefined) this.#pushDuration.record(ms / 1000, pushed);
    if (attempts !== undefined) this.#pushAttempts.record(attempts, pushed);
  }

  /** @param error our code, of one that failed */
  tokenFetched(connection: string | undefined, error: string | undefined): void {
    this.#tokenFetches.add(
      1,
      known({ [attributes.connection]: connection, [attributes.errorType]: error }),
    );
  }

  end(): void {
    this.#openLoginRequests.removeCallback(this.#observe);
  }
}
