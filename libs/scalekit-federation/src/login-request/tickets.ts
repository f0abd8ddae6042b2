import { Injectable } from '@nestjs/common';
import { CookieSeal } from '../cookies/cookie-seal.js';
import { fitDetails } from '../details/sealed-details.js';
import type { FederatedUser } from '../user/federated-user.js';
import { LoginRequestCodec } from './login-request.codec.js';
import {
  tooLarge,
  txnPattern,
  withoutAccount,
  type FrontEndPage,
  type LoginRequestRecord,
} from './login-request-record.js';

/** What a ticket of a page takes at most, in characters; one that carries an account is longer. */
const maxLength = 1024;
const maxLengthWithAccount = 6144;
/** Bytes of details, until a ticket has room: all of them, then fewer scopes, then which app it is alone. */
const roomsForDetails = [1024, 512, 256, 128];
/** From the script that signed somebody in to the continue page. */
const accountMs = 60_000;

const ticketPattern = /^([\w-]{16})\.([\w-]+)$/;

/**
 * `<txn>.<sealed login request>`, in the place of a cookie for pages of other origins, whose cookies
 * browsers keep back. It proves something only to the page that it was made for; for anybody else it
 * names the login request, as a link does.
 */
@Injectable()
export class Tickets {
  constructor(
    private readonly seal: CookieSeal,
    private readonly codec: LoginRequestCodec,
  ) {}

  /**
   * With as many of the details as there is room for.
   *
   * @returns undefined for a login request whose `state` is too long for a ticket
   */
  issue(record: LoginRequestRecord, frontEnd: FrontEndPage): LoginRequestRecord | undefined {
    const { details, trip: _trip, ...rest } = withoutAccount(record);
    const bare = { ...rest, frontEnd };
    const fitting = roomsForDetails.flatMap(
      (bytes) => (details && fitDetails(details, bytes)) ?? [],
    );
    return [...fitting.map((some) => ({ ...bare, details: some })), bare].find(
      (issued) => this.write(issued).length <= maxLength,
    );
  }

  /** For the way to the continue page, where it is set aside: with the account of who signed in. */
  withAccount(record: LoginRequestRecord, user: FederatedUser | typeof tooLarge): string {
    return this.write({ ...record, user, userUntil: Date.now() + accountMs });
  }

  write(record: LoginRequestRecord): string {
    const { txn } = record;
    return `${txn}.${this.seal.seal(this.codec.write(record), purposeOf(txn))}`;
  }

  /** @returns undefined for what is no ticket of ours, or is too long for one */
  open(value: string): LoginRequestRecord | undefined {
    const [, txn, sealed] = ticketPattern.exec(value) ?? [];
    if (txn === undefined || sealed === undefined || value.length > maxLengthWithAccount) {
      return undefined;
    }
    const text = this.seal.open(sealed, purposeOf(txn));
    const record = text === undefined ? undefined : this.codec.read(txn, text);
    const isTooLong = record?.user === undefined && value.length > maxLength;
    return isTooLong ? undefined : record;
  }
}

/** The part of a ticket, or of a field, that may stand in a log and in a URL. */
export function txnOf(value: string): string | undefined {
  const [txn = ''] = value.split('.', 1);
  return txnPattern.test(txn) ? txn : undefined;
}

/** What is left of a ticket once this browser keeps the login request in a cookie. */
export function setAside(record: LoginRequestRecord): LoginRequestRecord {
  const { userUntil, user, ofSession, fresh } = record;
  const { frontEnd: _page, ...rest } = withoutAccount(record);
  const isFresh = user !== undefined && userUntil !== undefined && Date.now() < userUntil;
  if (!isFresh) return rest;
  return { ...rest, user, ...(ofSession && { ofSession }), ...(fresh && { fresh }) };
}

function purposeOf(txn: string): string {
  return `ticket ${txn}`;
}
