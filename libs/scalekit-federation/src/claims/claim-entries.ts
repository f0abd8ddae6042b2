import { claimTtlSeconds } from './shared-claims.js';

/** What this process knows of one login request. */
export interface ClaimEntry<Result> {
  /** Who answers it; undefined where Scalekit surely took nothing yet. */
  identity?: string | undefined;
  /** Pending or done; undefined after a push whose fate is unknown. */
  login?: Promise<Result> | undefined;
  /** Pending or done. */
  cancel?: Promise<Result> | undefined;
  /** Scalekit has taken the user. */
  isTaken?: boolean;
  /** It has taken the cancel. */
  isCancelled?: boolean;
  readonly forgetAt: number;
}

/** What this process remembers, for longer than any login request lives. */
export class ClaimEntries<Result> {
  readonly #entries = new Map<string, ClaimEntry<Result>>();

  find(loginRequest: string): ClaimEntry<Result> | undefined {
    const entry = this.#entries.get(loginRequest);
    return entry !== undefined && performance.now() < entry.forgetAt ? entry : undefined;
  }

  findOrBegin(loginRequest: string): ClaimEntry<Result> {
    const known = this.find(loginRequest);
    if (known !== undefined) return known;
    this.#sweep();
    const entry = { forgetAt: performance.now() + claimTtlSeconds * 1000 };
    this.#entries.set(loginRequest, entry);
    return entry;
  }

  /** What nobody has claimed need not be remembered. */
  forgetUnclaimed(loginRequest: string): void {
    const { identity, cancel } = this.#entries.get(loginRequest) ?? {};
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
