import type { LoginRequestDetails } from '../details/login-request-details.js';
import type { EventFacts } from '../events/federation-event.js';
import type { FederatedUser } from '../user/federated-user.js';

/** The way to an identity provider and back, known by the `state` or RelayState that the strategy sent along. */
export interface SsoTrip {
  /** Hash of it: the value itself stays the strategy's. */
  readonly hash: string;
  /** It began with a same-origin POST of our field, so the login that it ends with is meant for this login request. */
  readonly proven: boolean;
  /**
   * The provider was told to ask the person anew: milliseconds since the epoch when the trip began, for
   * what it says of the time of the login.
   */
  readonly askedAnewAt?: number | undefined;
}

/** A page of a listed front end, which holds a ticket in the place of a cookie. */
export interface FrontEndPage {
  readonly origin: string;
  /** Hash of the key that the page made for itself; undefined where it sent none. */
  readonly keyHash: string | undefined;
}

/** How a login request ended, as Scalekit knows. */
export type Settled = 'done' | 'cancelled' | 'denied';

/** In the place of a user who does not fit into a cookie: only the app's session can say who it is. */
export const tooLarge = 'too large';

/** One captured login request in one browser, as it lies sealed in its cookie or its ticket. */
export interface LoginRequestRecord {
  /** Our own random id: it names the login request in forms and URLs and says nothing else. */
  readonly txn: string;
  readonly loginRequestId: string;
  /** Scalekit's, byte for byte. */
  readonly state: string;
  /** Name of the connection, chosen once at capture. */
  readonly connection: string;
  /** Milliseconds since the epoch, by this server's clock, when the login request first came. */
  readonly capturedAt: number;
  /** The same for its end, by the option `loginRequestTtlSeconds`. */
  readonly expiresAt: number;
  /** What Scalekit has told about it, as far as it was asked and there was room. */
  readonly details?: LoginRequestDetails | undefined;
  /** The person said "not you": the login page shows its form although somebody is signed in. */
  readonly switchAccount?: boolean;
  /** The policy asks for a login of this very login request: the login page shows its form all the same. */
  readonly reauthenticate?: boolean;
  /** A trip to an identity provider that began for this login request. */
  readonly trip?: SsoTrip;
  /** Signed in, and waiting for Continue. */
  readonly user?: FederatedUser | typeof tooLarge;
  /** The app's session knew somebody when the user was sealed, and must still know the same. */
  readonly ofSession?: boolean;
  /** The sealed user has signed in for this very login request. */
  readonly fresh?: boolean;
  /** In a ticket: the page that it was made for, and only proves something to. */
  readonly frontEnd?: FrontEndPage;
  /** In a ticket: milliseconds since the epoch, after which `user` counts no more. */
  readonly userUntil?: number;
  /**
   * It has ended. It is kept for a double submit, and for a page that is opened again; no other login
   * is about it.
   */
  readonly settled?: Settled;
}

/** The cookie outlives its use, so that an expired login request is known as expired. */
export const cookieMaxAgeSeconds = 3600;

export const maxKeptLoginRequests = 5;

/** All our cookies together; Node refuses requests whose headers pass 16 KB. */
export const maxCookieBytes = 8192;

/** Between the clocks of two servers of one app. */
export const clockSkewMs = 30_000;

/** A clock that was set back makes no login request live longer. */
export function isUsable(
  { capturedAt, expiresAt }: Pick<LoginRequestRecord, 'capturedAt' | 'expiresAt'>,
  now: number,
): boolean {
  return now >= capturedAt - clockSkewMs && now < expiresAt;
}

/** Whoever has signed in for it is forgotten, with all that was known of the login. */
export function withoutAccount(record: LoginRequestRecord): LoginRequestRecord {
  const { user: _account, userUntil: _until, ofSession: _bound, fresh: _login, ...rest } = record;
  return rest;
}

/** What events say of it. */
export function factsOf({
  txn,
  connection,
  details,
}: Pick<LoginRequestRecord, 'connection' | 'details'> & {
  readonly txn: string | undefined;
}): EventFacts {
  return { txn, connection, client: details?.client.id };
}

export const txnPattern = /^[A-Za-z0-9_-]{16}$/;
