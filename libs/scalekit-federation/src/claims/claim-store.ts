/** Who wants to answer a login request. All three are hashes or random: they name nobody. */
export interface Claim {
  /** The login request, with its environment and connection. */
  readonly key: string;
  /** The person. */
  readonly identity: string;
  /** This very attempt of theirs: only the latest one can take its claim back. */
  readonly attempt: string;
}

/**
 * `first`: nobody had claimed it. `again`: the same identity had. `taken`: another one has, and
 * nothing was changed.
 */
export type ClaimAnswer = 'first' | 'again' | 'taken';

/**
 * Remembers which identity has claimed a login request, for all replicas of a backend. Every call is
 * one atomic step and has 1 s. What it throws or answers beside the three words counts as an outage:
 * nobody is handed off then.
 */
export interface ClaimStore {
  /**
   * Sets the claim where there is none; where the same identity holds it, this attempt becomes the
   * latest one and the time begins anew.
   *
   * @param ttlSeconds after which the claim is forgotten
   */
  take(claim: Claim, ttlSeconds: number): Promise<ClaimAnswer>;
  /** Forgets the claim if identity and attempt are the latest ones that took it, else nothing. */
  release(claim: Claim): Promise<void>;
  /** Fails where the store cannot be reached. */
  ping(): Promise<void>;
}
