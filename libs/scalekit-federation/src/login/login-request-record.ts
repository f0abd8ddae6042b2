import type { FederatedUser } from '../user/federated-user.js';

/** The way to an identity provider and back, known by the `state` or RelayState that the strategy sent along. */
export interface SsoTrip {
  /** Hash of it: the value itself stays the strategy's. */
  readonly hash: string;
  /** It began with a same-origin POST of our field, so the login that it ends with is meant for this login request. */
  readonly proven: boolean;
}

/** A page of a listed front end, which holds a ticket in the place of a cookie. */
export interface FrontEndPage {
  readonly origin: string;
  /** Hash of the key that the page made for itself; undefined where it sent none. */
  readonly keyHash: string | undefined;
}

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
  /** The person said "not you": the login page shows its form although somebody is signed in. */
  readonly switchAccount?: boolean;
  /** A trip to an identity provider that began for this login request. */
  readonly trip?: SsoTrip;
  /** Signed in, and waiting for Continue. */
  readonly user?: FederatedUser | typeof tooLarge;
  /** The app's session knew somebody when the user was sealed, and must still know the same. */
  readonly ofSession?: boolean;
  /** In a ticket: the page that it was made for, and only proves something to. */
  readonly frontEnd?: FrontEndPage;
  /** In a ticket: milliseconds since the epoch, after which `user` counts no more. */
  readonly userUntil?: number;
  /** Scalekit knows how it ended. It is kept for a double submit, and no other login is about it. */
  readonly settled?: boolean;
}

/** Scalekit's login requests live about 600 s; we stop a minute earlier, so that nobody meets its error page. */
export const usableSeconds = 540;

/** The cookie outlives its use, so that an expired login request is known as expired. */
export const cookieMaxAgeSeconds = 3600;

export const maxLiveLoginRequests = 5;

/** All our cookies together; Node refuses requests whose headers pass 16 KB. */
export const maxCookieBytes = 8192;

export function expiresAt(record: LoginRequestRecord): number {
  return record.capturedAt + usableSeconds * 1000;
}

export function isUsable(record: LoginRequestRecord, now: number): boolean {
  return now < expiresAt(record);
}

export const txnPattern = /^[A-Za-z0-9_-]{16}$/;

/** Short keys: the cookie travels with every request to the app. */
interface SealedRecord {
  readonly i: string;
  readonly s: string;
  readonly c: string;
  readonly t: number;
  readonly w?: boolean;
  readonly r?: string;
  readonly p?: boolean;
  readonly u?: LoginRequestRecord['user'];
  readonly n?: boolean;
  readonly d?: boolean;
  readonly o?: string;
  readonly k?: string;
  readonly x?: number;
}

/**
 * The connection is sealed by Scalekit's id of it: two apps that share a cookie secret, staging and
 * production perhaps, still can't open each other's login requests.
 *
 * @param connectionId of the login request's connection
 */
export function serialize(record: LoginRequestRecord, connectionId: string): string {
  const { loginRequestId, state, capturedAt, switchAccount, trip, user, ofSession } = record;
  const { settled, frontEnd, userUntil } = record;
  const sealed: SealedRecord = {
    i: loginRequestId,
    s: state,
    c: connectionId,
    t: capturedAt,
    ...(switchAccount && { w: true }),
    ...(trip && { r: trip.hash }),
    ...(trip?.proven && { p: true }),
    ...(user && { u: user }),
    ...(ofSession && { n: true }),
    ...(settled && { d: true }),
    ...(frontEnd && { o: frontEnd.origin }),
    ...(frontEnd?.keyHash && { k: frontEnd.keyHash }),
    ...(userUntil && { x: userUntil }),
  };
  return JSON.stringify(sealed);
}

/**
 * @param text has been sealed by whoever holds the secret, so it is what `serialize` made
 * @param nameOf finds the connection by its id
 * @returns undefined for a connection that this app doesn't have
 */
export function deserialize(
  txn: string,
  text: string,
  nameOf: (connectionId: string) => string | undefined,
): LoginRequestRecord | undefined {
  const { i, s, c, t, w, r, p, u, n, d, o, k, x } = JSON.parse(text) as SealedRecord;
  const connection = nameOf(c);
  if (connection === undefined) return undefined;
  return {
    txn,
    loginRequestId: i,
    state: s,
    connection,
    capturedAt: t,
    ...(w && { switchAccount: true }),
    ...(r && { trip: { hash: r, proven: p === true } }),
    ...(u && { user: u }),
    ...(n && { ofSession: true }),
    ...(d && { settled: true }),
    ...(o && { frontEnd: { origin: o, keyHash: k } }),
    ...(x && { userUntil: x }),
  };
}
