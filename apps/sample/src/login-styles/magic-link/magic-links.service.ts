import { createHash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { User } from '../../users/user.js';
import { UsersService } from '../../users/users.service.js';

const LIFETIME_MS = 8 * 60 * 1000;
const WRONG_CODES = 5;

/** One mailed link. The page that asked for it knows its id, the mail its token. */
interface MagicLink {
  readonly id: string;
  readonly tokenHash: string;
  /** Undefined for an address that has no account: the page that waits looks the same. */
  readonly userId: string | undefined;
  /** The login request that it was asked for, if any. */
  readonly txn: string | undefined;
  readonly expiresAt: number;
  code: string | undefined;
  wrongCodes: number;
}

/** How a code was taken. */
export type CodeCheck = { readonly user: User } | 'wrong' | 'dead';

/**
 * Links that sign in once. A link that is opened where it was not asked for signs nobody in there: it
 * shows a code for the page that waits. In memory, since this way to sign in is for development.
 */
@Injectable()
export class MagicLinks {
  readonly #links = new Map<string, MagicLink>();

  constructor(private readonly users: UsersService) {}

  /** @returns the id for the page that waits, and the token for the mail; none without an account */
  async create(email: string, txn: string | undefined): Promise<{ id: string; token?: string }> {
    this.sweep();
    const user = await this.users.findActiveByEmail(email);
    const id = randomBytes(12).toString('base64url');
    const token = randomBytes(24).toString('base64url');
    this.#links.set(id, {
      id,
      tokenHash: hash(token),
      userId: user?.id,
      txn,
      expiresAt: Date.now() + LIFETIME_MS,
      code: undefined,
      wrongCodes: 0,
    });
    return user ? { id, token } : { id };
  }

  /** The link of a token, unless it is used or too old. */
  find(token: unknown): { readonly id: string; readonly txn: string | undefined } | undefined {
    if (typeof token !== 'string') return undefined;
    this.sweep();
    const wanted = hash(token);
    return [...this.#links.values()].find(({ tokenHash }) => tokenHash === wanted);
  }

  /** Uses the link up. */
  async redeem(id: string): Promise<User | undefined> {
    const link = this.#links.get(id);
    this.#links.delete(id);
    return link?.userId === undefined ? undefined : this.users.findActive(link.userId);
  }

  /** Six digits for the page that waits; the same ones however often the mail is opened. */
  codeFor(id: string): string | undefined {
    const link = this.#links.get(id);
    if (link) link.code ??= String(randomInt(1_000_000)).padStart(6, '0');
    return link?.code;
  }

  /** Five wrong codes end the link. */
  async check(id: unknown, code: string): Promise<CodeCheck> {
    this.sweep();
    const link = typeof id === 'string' ? this.#links.get(id) : undefined;
    if (link === undefined) return 'dead';
    if (link.code !== undefined && isEqual(link.code, code)) {
      const user = await this.redeem(link.id);
      return user ? { user } : 'dead';
    }
    link.wrongCodes += 1;
    if (link.wrongCodes < WRONG_CODES) return 'wrong';
    this.#links.delete(link.id);
    return 'dead';
  }

  private sweep(): void {
    for (const [id, { expiresAt }] of this.#links) {
      if (expiresAt <= Date.now()) this.#links.delete(id);
    }
  }
}

function hash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

function isEqual(expected: string, given: string): boolean {
  const [a, b] = [Buffer.from(expected), Buffer.from(given)];
  return a.length === b.length && timingSafeEqual(a, b);
}
