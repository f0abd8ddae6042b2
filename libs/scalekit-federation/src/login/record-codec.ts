import type { LoginRequestRecord } from './login-request-record.js';

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
}

/**
 * The connection is sealed by Scalekit's id of it: two apps that share a cookie secret, staging and
 * production perhaps, still can't open each other's login requests.
 *
 * @param connectionId of the login request's connection
 */
export function serialize(record: LoginRequestRecord, connectionId: string): string {
  const { loginRequestId, state, capturedAt, switchAccount, trip, user, ofSession, answered } =
    record;
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
    ...(answered && { d: true }),
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
  const { i, s, c, t, w, r, p, u, n, d } = JSON.parse(text) as SealedRecord;
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
    ...(d && { answered: true }),
  };
}
