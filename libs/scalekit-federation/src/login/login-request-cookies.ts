import { Inject, Injectable } from '@nestjs/common';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import type { HttpExchange } from '../http/http-exchange.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import { SealedCookies } from '../cookies/sealed-cookies.js';
import { deserialize, serialize } from './record-codec.js';
import {
  cookieMaxAgeSeconds,
  isUsable,
  maxCookieBytes,
  maxLiveLoginRequests,
  txnPattern,
  type LoginRequestRecord,
} from './login-request-record.js';

/** Keeps each transaction in a sealed cookie of its own, in the browser that it belongs to. */
@Injectable()
export class LoginRequestCookies {
  constructor(
    @Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions,
    @Inject(SealedCookies) private readonly cookies: SealedCookies,
  ) {}

  find(exchange: HttpExchange, txn: string): LoginRequestRecord | undefined {
    return this.all(exchange).find((transaction) => transaction.txn === txn);
  }

  /** Every transaction of this browser, newest first. */
  all(exchange: HttpExchange): LoginRequestRecord[] {
    return this.opened(exchange).map(({ transaction }) => transaction);
  }

  /** Those that wait for an answer. */
  live(exchange: HttpExchange): LoginRequestRecord[] {
    const now = Date.now();
    return this.all(exchange).filter(
      (transaction) => isUsable(transaction, now) && !transaction.answered,
    );
  }

  /** Writes the transaction and drops the oldest ones beyond five, or beyond 8 KB of cookies. */
  save(exchange: HttpExchange, transaction: LoginRequestRecord): void {
    const text = this.textOf(transaction);
    let bytes = this.cookies.set(exchange, transaction.txn, text, cookieMaxAgeSeconds);
    let kept = 1;
    for (const other of this.opened(exchange)) {
      const { txn } = other.transaction;
      if (txn === transaction.txn) continue;
      bytes += other.bytes;
      kept += 1;
      if (kept > maxLiveLoginRequests || bytes > maxCookieBytes) this.cookies.clear(exchange, txn);
    }
  }

  fits(transaction: LoginRequestRecord): boolean {
    return SealedCookies.fits(this.textOf(transaction));
  }

  private textOf(transaction: LoginRequestRecord): string {
    const connection = this.options.connections.get(transaction.connection);
    return serialize(transaction, connection?.connectionId ?? '');
  }

  private opened(exchange: HttpExchange): { transaction: LoginRequestRecord; bytes: number }[] {
    const connections = [...this.options.connections.values()];
    const nameOf = (id: string) => connections.find((one) => one.connectionId === id)?.name;
    return this.cookies
      .open(exchange)
      .filter(({ key }) => txnPattern.test(key))
      .flatMap(({ key, text, bytes }) => {
        const transaction = deserialize(key, text, nameOf);
        return transaction === undefined ? [] : [{ transaction, bytes }];
      })
      .sort((a, b) => b.transaction.capturedAt - a.transaction.capturedAt);
  }
}
