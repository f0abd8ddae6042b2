import { HttpException, HttpStatus, Injectable } from '@nestjs/common';

const ALLOWED = 10;
const WINDOW_MINUTES = 15;
const REMEMBERED = 10_000;

/** Counts failed logins by account and client address, in this process. */
@Injectable()
export class FailedLogins {
  readonly #failures = new Map<string, { count: number; until: number }>();

  /**
   * Lets an account be tried a few times only.
   *
   * @param ip leave it out to count by account alone
   * @returns what the attempt returns; undefined is a failure
   * @throws HttpException 429 after too many failures
   */
  async limit<Result>(
    account: string,
    ip: string | undefined,
    attempt: () => Promise<Result | undefined>,
  ): Promise<Result | undefined> {
    if (this.isBlocked(account, ip)) {
      throw new HttpException(
        'Too many failed attempts for this account. Wait 15 minutes, then try again.',
        HttpStatus.TOO_MANY_REQUESTS,
      );
    }
    // Counted before it is known, so that many at once are not tried for one.
    this.add(account, ip);
    const result = await attempt();
    if (result !== undefined) this.forget(account, ip);
    return result;
  }

  /** Whether the next try has to wait. */
  isBlocked(account: string, ip: string | undefined): boolean {
    const failures = this.#failures.get(key(account, ip));
    return failures !== undefined && failures.count >= ALLOWED && failures.until > Date.now();
  }

  add(account: string, ip: string | undefined): void {
    const now = Date.now();
    const known = this.#failures.get(key(account, ip));
    const failures =
      known && known.until > now
        ? { ...known, count: known.count + 1 }
        : { count: 1, until: now + WINDOW_MINUTES * 60_000 };
    // Set anew, so that the map's order is by the latest failure and the oldest goes first.
    this.forget(account, ip);
    this.#failures.set(key(account, ip), failures);
    const [oldest] = this.#failures.keys();
    if (this.#failures.size > REMEMBERED && oldest !== undefined) this.#failures.delete(oldest);
  }

  forget(account: string, ip: string | undefined): void {
    this.#failures.delete(key(account, ip));
  }
}

function key(account: string, ip = ''): string {
  return `${ip} ${account.toLowerCase()}`;
}
