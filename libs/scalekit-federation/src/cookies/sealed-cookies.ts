import { single } from '../http/caller.js';
import type { HttpExchange } from '../http/http-exchange.js';
import { cookiePairs } from './cookie-pairs.js';
import type { CookieSeal } from './cookie-seal.js';

const name = 'scalekit_';

/**
 * Our cookies in one browser. Their names begin with `__Host-`, which no other host and no plain
 * connection can set, unless the configuration says that browsers come by plain http to loopback.
 * Headers never decide: a proxy may write any `Host`.
 */
export class SealedCookies {
  private readonly prefix: string;

  /** @param secure `__Host-` and `Secure`; no weaker name is read then */
  constructor(
    private readonly seal: CookieSeal,
    private readonly secure: boolean,
  ) {
    this.prefix = secure ? `__Host-${name}` : name;
  }

  /** Cheap: whether a request can carry one at all. */
  static mayBeIn(headers: HttpExchange['request']['headers']): boolean {
    return single(headers, 'cookie')?.includes(name) ?? false;
  }

  /** Every cookie of ours that opens, by the part of its name that follows the prefix. */
  open(exchange: HttpExchange): { key: string; text: string; bytes: number }[] {
    const { prefix } = this;
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
    const cookieName = this.prefix + key;
    const value = this.seal.seal(text, cookieName);
    exchange.addCookie(this.cookie(cookieName, value, maxAgeSeconds));
    return value.length;
  }

  clear(exchange: HttpExchange, key: string): void {
    exchange.addCookie(this.cookie(this.prefix + key, '', 0));
  }

  /** Whether a text fits into one cookie; browsers drop larger ones without a word. */
  static fits(text: string): boolean {
    const sealedBytes = Buffer.byteLength(text) + 28;
    return Math.ceil((sealedBytes * 4) / 3) < 4040;
  }

  private cookie(cookieName: string, value: string, maxAge: number): string {
    const secure = this.secure ? '; Secure' : '';
    return `${cookieName}=${value}; Max-Age=${maxAge}; Path=/; HttpOnly; SameSite=Lax${secure}`;
  }
}
