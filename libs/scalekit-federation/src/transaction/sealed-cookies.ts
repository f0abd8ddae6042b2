import { hostnameOf, isLoopback, single } from '../http/caller.js';
import type { HttpExchange } from '../http/http-exchange.js';
import { cookiePairs } from './cookie-pairs.js';
import type { CookieSeal } from './cookie-seal.js';

const name = 'scalekit_';

/**
 * Our cookies in one browser. In production, and on every host but loopback, their names begin with
 * `__Host-`, which no other host and no plain connection can set; no weaker name is read then.
 */
export class SealedCookies {
  constructor(
    private readonly seal: CookieSeal,
    private readonly production: boolean,
  ) {}

  /** Cheap: whether a request can carry one at all. */
  static mayBeIn(headers: HttpExchange['request']['headers']): boolean {
    return single(headers, 'cookie')?.includes(name) ?? false;
  }

  /** Every cookie of ours that opens, by the part of its name that follows the prefix. */
  open(exchange: HttpExchange): { key: string; text: string; bytes: number }[] {
    const prefix = this.prefix(exchange);
    const header = single(exchange.request.headers, 'cookie') ?? '';
    return cookiePairs(header).flatMap(({ name: cookieName, value }) => {
      if (!cookieName.startsWith(prefix)) return [];
      const text = this.seal.open(value, cookieName);
      const key = cookieName.slice(prefix.length);
      return text === undefined ? [] : [{ key, text, bytes: value.length }];
    });
  }

  /** @returns the size of the value that was set */
  set(exchange: HttpExchange, key: string, text: string, maxAgeSeconds: number): number {
    const cookieName = this.prefix(exchange) + key;
    const value = this.seal.seal(text, cookieName);
    exchange.addCookie(this.cookie(exchange, cookieName, value, maxAgeSeconds));
    return value.length;
  }

  clear(exchange: HttpExchange, key: string): void {
    exchange.addCookie(this.cookie(exchange, this.prefix(exchange) + key, '', 0));
  }

  /** Whether a text fits into one cookie; browsers drop larger ones without a word. */
  static fits(text: string): boolean {
    const sealedBytes = Buffer.byteLength(text) + 28;
    return Math.ceil((sealedBytes * 4) / 3) < 4040;
  }

  private prefix(exchange: HttpExchange): string {
    return this.isSecure(exchange) ? `__Host-${name}` : name;
  }

  private isSecure(exchange: HttpExchange): boolean {
    return this.production || !isLoopback(hostnameOf(exchange.request.headers));
  }

  private cookie(exchange: HttpExchange, cookieName: string, value: string, maxAge: number) {
    const secure = this.isSecure(exchange) ? '; Secure' : '';
    return `${cookieName}=${value}; Max-Age=${maxAge}; Path=/; HttpOnly; SameSite=Lax${secure}`;
  }
}
