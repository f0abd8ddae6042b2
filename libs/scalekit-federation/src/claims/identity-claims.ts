import { LoginRequestTakenError } from '../errors/federation-errors.js';
import { ClaimEntries, type ClaimEntry } from './claim-entries.js';
import type { SharedClaims } from './shared-claims.js';

/** Stands for a cancel: no identity is empty. */
const nobody = '';

/**
 * One identity per login request: within this process, and by the shared claims in all of them. The
 * first one claims it; the same one gets the same answer without a second push; every other one is
 * refused. A cancel claims nothing, since it grants nothing, and ends the login request once it is taken.
 */
export class IdentityClaims<Result> {
  readonly #entries = new ClaimEntries<Result>();

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
    const entry = this.#entries.findOrBegin(loginRequest);
    refuseOthers(entry, identity);
    if (entry.login !== undefined) return entry.login;
    const isFirst = entry.identity === undefined;
    entry.identity = identity;
    const claimed = () => this.#claimed(loginRequest, identity, isFirst, push);
    entry.login = this.#loggedIn(entry, claimed).catch((error: unknown) => {
      entry.login = undefined;
      if (isFirst && !mayHaveArrived(error)) entry.identity = undefined;
      this.#entries.forgetUnclaimed(loginRequest);
      throw error;
    });
    return entry.login;
  }

  /**
   * A second one gets the answer of the first.
   *
   * @throws LoginRequestTakenError where a push was under way and Scalekit took it, or what `reject` throws
   */
  async cancel(loginRequest: string, reject: () => Promise<Result>): Promise<Result> {
    const entry = this.#entries.findOrBegin(loginRequest);
    entry.cancel ??= this.#cancelled(loginRequest, entry, reject);
    return entry.cancel;
  }

  /**
   * Whether this identity's push is under way or done.
   *
   * @throws LoginRequestTakenError where another one's is, as far as this process knows
   */
  isAnswered(loginRequest: string, identity: string): boolean {
    const entry = this.#entries.find(loginRequest);
    if (entry === undefined) return false;
    if (entry.identity !== undefined) refuseOthers(entry, identity);
    return entry.identity === identity && entry.login !== undefined;
  }

  /** How it ended for all that this process knows: whoever answered it, or that it was cancelled. */
  endOf(loginRequest: string): 'cancelled' | 'answered' | undefined {
    const { isCancelled, isTaken } = this.#entries.find(loginRequest) ?? {};
    if (isCancelled) return 'cancelled';
    return isTaken ? 'answered' : undefined;
  }

  /** A cancel that is under way comes first. */
  async #loggedIn(entry: ClaimEntry<Result>, claimed: () => Promise<Result>): Promise<Result> {
    await hasWorked(entry.cancel);
    if (entry.isCancelled) throw new LoginRequestTakenError('cancel');
    const result = await claimed();
    entry.isTaken = true;
    return result;
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
    entry: ClaimEntry<Result>,
    reject: () => Promise<Result>,
  ): Promise<Result> {
    try {
      // A push that is under way comes first: whoever cancels meanwhile hears what became of it.
      const isUnderWay = entry.login !== undefined && !entry.isTaken;
      if (isUnderWay && (await hasWorked(entry.login))) {
        throw new LoginRequestTakenError('another account');
      }
      const result = await reject();
      entry.isCancelled = true;
      // The others' word for it is Scalekit's, where the store has none.
      await this.shared?.take(loginRequest, nobody).catch(() => undefined);
      return result;
    } catch (error) {
      entry.cancel = undefined;
      this.#entries.forgetUnclaimed(loginRequest);
      throw error;
    }
  }
}

async function hasWorked(call: Promise<unknown> | undefined): Promise<boolean> {
  return call === undefined
    ? false
    : call.then(
        () => true,
        () => false,
      );
}

function refuseOthers<Result>(entry: ClaimEntry<Result>, identity: string): void {
  if (entry.isCancelled) throw new LoginRequestTakenError('cancel');
  if (entry.identity === undefined || entry.identity === identity) return;
  const isUnsure = entry.login === undefined;
  throw new LoginRequestTakenError(isUnsure ? 'unknown' : 'another account');
}

function mayHaveArrived(error: unknown): boolean {
  return (error as { mayHaveArrived?: unknown }).mayHaveArrived !== false;
}
