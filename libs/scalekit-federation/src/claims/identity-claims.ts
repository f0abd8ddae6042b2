import { LoginRequestTakenError } from '../errors/federation-errors.js';
import { claimTtlSeconds, type SharedClaims } from './shared-claims.js';

/** What this process knows of one login request. */
interface Entry<Result> {
  /** Who answers it; undefined where Scalekit surely took nothing yet. */
  identity?: string | undefined;
  /** Pending or done; undefined after a push whose fate is unknown. */
  login?: Promise<Result> | undefined;
  /** Pending or done. */
  cancel?: Promise<Result> | undefined;
  isCancelled?: boolean;
  readonly forgetAt: number;
}

/** Stands for a cancel: no identity is empty. */
const nobody = '';

/**
 * One identity per login request: within this process, and by the shared claims in all of them. The
 * first one claims it; the same one gets the same answer without a second push; every other one is
 * refused. A cancel claims nothing, since it grants nothing, and ends the login request once it is taken.
 */
export class IdentityClaims<Result> {
  readonly #entries = new Map<string, Entry<Result>>();

  /** @param shared left out where one process is all there is */
  constructor(private readonly shared?: SharedClaims) {}

  /**
   * @param loginRequest environment, connection and id
   * @param push is run at most once at a time; its error says whether Scalekit may have taken it
   * @throws LoginRequestTakenError, ClaimsUnavailableError, or what `push` throws
   */
  async login(
    loginRequest: string,
    identity: string,
    push: () => Promise<Result>,
  ): Promise<Result> {
    const entry = this.#entryOf(loginRequest);
    refuseOthers(entry, identity);
    if (entry.login !== undefined) return entry.login;
    const isFirst = entry.identity === undefined;
    entry.identity = identity;
    entry.login = this.#claimed(loginRequest, identity, isFirst, push).catch((error: unknown) => {
      entry.login = undefined;
      if (isFirst && !mayHaveArrived(error)) entry.identity = undefined;
      this.#forgetUnclaimed(loginRequest, entry);
      throw error;
    });
    return entry.login;
  }

  /** A second one gets the answer of the first. Throws what `reject` throws. */
  async cancel(loginRequest: string, reject: () => Promise<Result>): Promise<Result> {
    const entry = this.#entryOf(loginRequest);
    entry.cancel ??= this.#cancelled(loginRequest, entry, reject);
    return entry.cancel;
  }

  /**
   * Whether this identity's push is under way or done.
   *
   * @throws LoginRequestTakenError where another one's is, as far as this process knows
   */
  isAnswered(loginRequest: string, identity: string): boolean {
    this.#sweep();
    const entry = this.#entries.get(loginRequest);
    if (entry === undefined) return false;
    if (entry.identity !== undefined) refuseOthers(entry, identity);
    return entry.identity === identity && entry.login !== undefined;
  }

  async #claimed(
    loginRequest: string,
    identity: string,
    isFirst: boolean,
    push: () => Promise<Result>,
  ): Promise<Result> {
    const claim = await this.shared?.take(loginRequest, identity);
    try {
      return await push();
    } catch (error) {
      // An earlier attempt, here or on another replica, may have arrived all the same.
      if (claim?.isFirst && isFirst && !mayHaveArrived(error)) await this.shared?.release(claim);
      throw error;
    }
  }

  async #cancelled(
    loginRequest: string,
    entry: Entry<Result>,
    reject: () => Promise<Result>,
  ): Promise<Result> {
    try {
      const result = await reject();
      entry.isCancelled = true;
      // The others' word for it is Scalekit's, where the store has none.
      await this.shared?.take(loginRequest, nobody).catch(() => undefined);
      return result;
    } catch (error) {
      entry.cancel = undefined;
      this.#forgetUnclaimed(loginRequest, entry);
      throw error;
    }
  }

  #entryOf(loginRequest: string): Entry<Result> {
    this.#sweep();
    const held = this.#entries.get(loginRequest);
    if (held !== undefined) return held;
    const entry = { forgetAt: performance.now() + claimTtlSeconds * 1000 };
    this.#entries.set(loginRequest, entry);
    return entry;
  }

  #forgetUnclaimed(loginRequest: string, { identity, cancel }: Entry<Result>): void {
    if (identity === undefined && cancel === undefined) this.#entries.delete(loginRequest);
  }

  /** Maps keep insertion order, and every entry lives equally long: the oldest are first. */
  #sweep(): void {
    const now = performance.now();
    for (const [key, { forgetAt }] of this.#entries) {
      if (forgetAt > now) return;
      this.#entries.delete(key);
    }
  }
}

function refuseOthers<Result>(entry: Entry<Result>, identity: string): void {
  if (entry.isCancelled) throw new LoginRequestTakenError('cancel');
  if (entry.identity === undefined || entry.identity === identity) return;
  const isUnsure = entry.login === undefined;
  throw new LoginRequestTakenError(isUnsure ? 'unknown' : 'another account');
}

function mayHaveArrived(error: unknown): boolean {
  return (error as { mayHaveArrived?: unknown }).mayHaveArrived !== false;
}
