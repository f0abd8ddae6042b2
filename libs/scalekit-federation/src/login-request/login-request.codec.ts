import { Inject, Injectable } from '@nestjs/common';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import { sealDetails, unsealDetails, type SealedDetails } from '../details/sealed-details.js';
import type { LoginRequestRecord } from './login-request-record.js';

/** Writes login requests as text and reads them, with this app's connections. */
@Injectable()
export class LoginRequestCodec {
  constructor(@Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions) {}

  write(record: LoginRequestRecord): string {
    const connection = this.options.connections.get(record.connection);
    return serialize(record, connection?.connectionId ?? '');
  }

  /** @returns undefined for a connection that this app doesn't have */
  read(txn: string, text: string): LoginRequestRecord | undefined {
    const connections = [...this.options.connections.values()];
    const nameOf = (id: string) => connections.find((one) => one.connectionId === id)?.name;
    return deserialize(txn, text, nameOf, this.options.loginRequestTtlSeconds);
  }
}

/** Short keys: the cookie travels with every request to the app. */
interface SealedRecord {
  readonly i: string;
  readonly s: string;
  readonly c: string;
  readonly t: number;
  readonly w: boolean | undefined;
  readonly r: string | undefined;
  readonly p: boolean | undefined;
  readonly e: number | undefined;
  readonly u: LoginRequestRecord['user'];
  readonly n: boolean | undefined;
  readonly d: LoginRequestRecord['settled'];
  readonly o: string | undefined;
  readonly k: string | undefined;
  readonly x: number | undefined;
  readonly q: SealedDetails | undefined;
  readonly a: boolean | undefined;
  readonly f: boolean | undefined;
}

/**
 * The connection is sealed by Scalekit's id of it: two apps that share a cookie secret, staging and
 * production perhaps, still can't open each other's login requests.
 *
 * @param connectionId of the login request's connection
 */
export function serialize(record: LoginRequestRecord, connectionId: string): string {
  const { loginRequestId, state, capturedAt, switchAccount, trip, user, ofSession } = record;
  const { settled, frontEnd, userUntil, details, reauthenticate, fresh } = record;
  // What is undefined, JSON leaves out.
  const sealed: SealedRecord = {
    i: loginRequestId,
    s: state,
    c: connectionId,
    t: capturedAt,
    w: switchAccount || undefined,
    r: trip?.hash,
    p: trip?.proven || undefined,
    e: trip?.askedAnewAt,
    u: user,
    n: ofSession || undefined,
    d: settled,
    o: frontEnd?.origin,
    k: frontEnd?.keyHash,
    x: userUntil,
    q: details && sealDetails(details),
    a: reauthenticate || undefined,
    f: fresh || undefined,
  };
  return JSON.stringify(sealed);
}

/**
 * @param text has been sealed by whoever holds the secret, so it is what `serialize` made
 * @param nameOf finds the connection by its id
 * @param ttlSeconds how long a login request can be answered
 * @returns undefined for a connection that this app doesn't have
 */
export function deserialize(
  txn: string,
  text: string,
  nameOf: (connectionId: string) => string | undefined,
  ttlSeconds: number,
): LoginRequestRecord | undefined {
  const { i, s, c, t, w, r, p, e, u, n, d, o, k, x, q, a, f } = JSON.parse(text) as SealedRecord;
  const connection = nameOf(c);
  if (connection === undefined) return undefined;
  return {
    txn,
    loginRequestId: i,
    state: s,
    connection,
    capturedAt: t,
    expiresAt: t + ttlSeconds * 1000,
    ...(w && { switchAccount: true }),
    ...(r && { trip: { hash: r, proven: p === true, askedAnewAt: e } }),
    ...(u && { user: u }),
    ...(n && { ofSession: true }),
    ...(d && { settled: d }),
    ...(o && { frontEnd: { origin: o, keyHash: k } }),
    ...(x && { userUntil: x }),
    ...(q && { details: unsealDetails(q) }),
    ...(a && { reauthenticate: true }),
    ...(f && { fresh: true }),
  };
}
