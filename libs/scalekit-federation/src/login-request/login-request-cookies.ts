import { Injectable } from '@nestjs/common';
import type { HttpExchange } from '../http/http-exchange.js';
import { SealedCookies } from '../cookies/sealed-cookies.js';
import { LoginRequestCodec } from './login-request.codec.js';
import {
  cookieMaxAgeSeconds,
  isUsable,
  maxCookieBytes,
  maxKeptLoginRequests,
  txnPattern,
  type LoginRequestRecord,
} from './login-request-record.js';

/** A login request as a browser has sent it, and how much room it takes there. */
interface Opened {
  readonly record: LoginRequestRecord;
  readonly bytes: number;
}

/** Keeps each login request in a sealed cookie of its own, in the browser that it belongs to. */
@Injectable()
export class LoginRequestCookies {
  /** What a request has brought stays the same, and several steps of a login ask. */
  private readonly opened = new WeakMap<HttpExchange, readonly Opened[]>();

  constructor(
    private readonly cookies: SealedCookies,
    private readonly codec: LoginRequestCodec,
  ) {}

  find(exchange: HttpExchange, txn: string): LoginRequestRecord | undefined {
    return this.all(exchange).find((record) => record.txn === txn);
  }

  /** Every login request of this browser, newest first. */
  all(exchange: HttpExchange): LoginRequestRecord[] {
    return this.open(exchange).map(({ record }) => record);
  }

  /** Those that wait for an answer. */
  live(exchange: HttpExchange): LoginRequestRecord[] {
    const now = Date.now();
    return this.all(exchange).filter((record) => isUsable(record, now) && !record.settled);
  }

  /** Writes the login request and drops the oldest ones beyond five, or beyond 8 KB of cookies. */
  save(
    exchange: HttpExchange,
    { frontEnd: _page, userUntil: _until, ...record }: LoginRequestRecord,
  ): void {
    const text = this.codec.write(record);
    let bytes = this.cookies.set(exchange, record.txn, text, cookieMaxAgeSeconds);
    let kept = 1;
    for (const other of this.open(exchange)) {
      const { txn } = other.record;
      if (txn === record.txn) continue;
      bytes += other.bytes;
      kept += 1;
      if (kept > maxKeptLoginRequests || bytes > maxCookieBytes) this.cookies.clear(exchange, txn);
    }
  }

  fits(record: LoginRequestRecord): boolean {
    return SealedCookies.fits(this.codec.write(record));
  }

  private open(exchange: HttpExchange): readonly Opened[] {
    const opened = this.opened.get(exchange) ?? this.unsealed(exchange);
    this.opened.set(exchange, opened);
    return opened;
  }

  /** Newest first. */
  private unsealed(exchange: HttpExchange): Opened[] {
    return this.cookies
      .open(exchange)
      .filter(({ key }) => txnPattern.test(key))
      .flatMap(({ key, text, bytes }) => {
        const record = this.codec.read(key, text);
        return record === undefined ? [] : [{ record, bytes }];
      })
      .sort((a, b) => b.record.capturedAt - a.record.capturedAt);
  }
}
