import type { ScalekitCall } from '../errors/scalekit-call.js';

/**
 * What can happen to a login request. All of one carry the same `txn`:
 *
 * - `captured`: it was set aside for a browser. `notCaptured`: it came, and could not be; `reason` says why.
 * - `asked`: the continue page asks, because of `reason`: `unproven`, `always`, `session` or `organization`.
 * - `confirmed`, `switched`: Continue or "Not you?" was pressed there.
 * - `notSignedIn`: a login came for it, and nobody signed in: a wrong password, perhaps. `status` is the app's.
 * - `handedOff`: Scalekit took the user. `rejected`: it took that the login failed, because of `reason`:
 *   `cancelled`, `given_up` (`@RejectLogin`), `denied` (`policy`) or `by_hand`. Of both, `again` stands for
 *   an answer that is repeated.
 * - `refused`: an error ended this attempt; `reason` is its code, and where a call to Scalekit failed,
 *   `call`, `status` or `code`, `attempts` and `ms` say how.
 * - `expired`: it was named too late, or by another browser.
 *
 * `disconnected` is about no login request: `client` has lost what `sub` had granted.
 */
export type FederationEventName =
  | 'captured'
  | 'notCaptured'
  | 'asked'
  | 'confirmed'
  | 'switched'
  | 'notSignedIn'
  | 'handedOff'
  | 'rejected'
  | 'refused'
  | 'expired'
  | 'disconnected';

/**
 * Something that happened, without anything secret: no e-mail address, no `state`, no login request id.
 * The log line of it has the same fields.
 */
export interface FederationEvent {
  readonly event: FederationEventName;
  /** ISO 8601 in UTC, with milliseconds. */
  readonly at: string;
  /** Scalekit's id of the connection, `conn_…`. */
  readonly connection?: string;
  /** Our own short id of the login request: it joins what happened to it. */
  readonly txn?: string;
  /** Who it is about; `sha256:…` where the app uses e-mail addresses. */
  readonly sub?: string;
  /** Finds the login in Scalekit's auth logs, `req_…`. */
  readonly authRequestId?: string;
  /** The id of the app that asks, as Scalekit knows it: at most 128 characters that it chose. */
  readonly client?: string;
  readonly reason?: string;
  /** The call to Scalekit that failed. */
  readonly call?: ScalekitCall['call'];
  /** HTTP status. */
  readonly status?: number;
  /** Of the network or of Node: `ECONNREFUSED`; `CIRCUIT_OPEN` while Scalekit is not asked at all. */
  readonly code?: string;
  /** How often the push, or the call that failed, was tried. */
  readonly attempts?: number;
  /** Milliseconds of all attempts together. */
  readonly ms?: number;
}

/** Why Scalekit hears that a login failed. */
export type RejectionReason = 'cancelled' | 'given_up' | 'denied' | 'by_hand';

/** What is known of an event beside its name and time. */
export type EventFacts = {
  readonly [Fact in Exclude<keyof FederationEvent, 'event' | 'at'>]?:
    FederationEvent[Fact] | undefined;
};
