import {
  ScalekitRejectedError,
  ScalekitUnavailableError,
  type FederationErrorCode,
} from '../errors/federation-errors.js';
import { asFederationError } from '../errors/federation-internal.error.js';
import type { Connection } from '../options/resolved-options.js';
import { isBearable } from './clock-skew.js';

export type UpOrDown = 'up' | 'down';

/** Why there is no token, in the words of our errors, and nothing of anybody else's. */
export interface TokenFailure {
  readonly call: 'token';
  readonly code: FederationErrorCode;
  /** The HTTP status, if there was a response. */
  readonly upstreamStatus?: number;
  /** `ECONNREFUSED`, `ETIMEDOUT`, `PROXY_407`, `NOT_JSON` and the like. */
  readonly networkCode?: string;
}

/** What one connection's environment answered to a request for a token. */
export interface ConnectionReadiness {
  /** Whether it answered, whatever it said. */
  readonly environment: UpOrDown;
  /** Whether it gave a token. */
  readonly token: UpOrDown;
  readonly failure?: TokenFailure;
  /** `down` where the two clocks are more than 5 minutes apart; left out where no time was told. */
  readonly clock?: UpOrDown;
  /** Whole seconds by which this machine's clock is ahead of Scalekit's; negative where it is behind. */
  readonly clockSkewSeconds?: number;
}

/** Whether this backend can hand logins off. */
export interface Readiness {
  /** By name; `default` where one is configured without a name. */
  readonly connections: Readonly<Record<string, ConnectionReadiness>>;
  /** Whether the option `store` answers; left out without one. */
  readonly store?: UpOrDown;
  /** The code of the store's error, or its class; `ETIMEDOUT` after 1 s. */
  readonly storeFailure?: string;
}

/** @param error of the request for a token, undefined where one was given */
export function connectionReadiness(
  error: unknown,
  clockSkewSeconds: number | undefined,
): ConnectionReadiness {
  const failure = error === undefined ? undefined : failureOf(error);
  const isReached = failure === undefined || failure.upstreamStatus !== undefined;
  return {
    environment: isReached ? 'up' : 'down',
    token: failure === undefined ? 'up' : 'down',
    ...(failure !== undefined && { failure }),
    ...(clockSkewSeconds !== undefined && {
      clock: isBearable(clockSkewSeconds) ? 'up' : 'down',
      clockSkewSeconds,
    }),
  };
}

function failureOf(error: unknown): TokenFailure {
  const call = 'token';
  if (error instanceof ScalekitRejectedError || error instanceof ScalekitUnavailableError) {
    const { code, upstreamStatus, networkCode } = error;
    return {
      call,
      code,
      ...(upstreamStatus !== undefined && { upstreamStatus }),
      ...(networkCode !== undefined && { networkCode }),
    };
  }
  return { call, code: asFederationError(error).code };
}

export function isReady({ connections, store }: Readiness): boolean {
  return store !== 'down' && Object.values(connections).every(isUsable);
}

function isUsable({ token, clock }: ConnectionReadiness): boolean {
  return token === 'up' && clock !== 'down';
}

/** Connections that one answer speaks for: they go to the same environment as the same client. */
export function bySharedCredentials(connections: Iterable<Connection>): Connection[][] {
  const groups: Connection[][] = [];
  for (const connection of connections) {
    const group = groups.find(([first]) => first !== undefined && areAlike(first, connection));
    if (group === undefined) groups.push([connection]);
    else group.push(connection);
  }
  return groups;
}

function areAlike(one: Connection, other: Connection): boolean {
  return (
    one.environmentUrl === other.environmentUrl &&
    one.clientId === other.clientId &&
    one.clientSecret() === other.clientSecret()
  );
}
