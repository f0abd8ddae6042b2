import type { Claim, ClaimAnswer, ClaimStore } from 'nestjs-scalekit-federation';

/** The least that a store can be: what the contract asks of it, and no more. */
export class MemoryClaims implements ClaimStore {
  readonly #claims = new Map<string, Claim & { readonly forgetAt: number }>();

  async take(claim: Claim, ttlSeconds: number): Promise<ClaimAnswer> {
    const held = this.#held(claim.key);
    if (held && held.identity !== claim.identity) return 'taken';
    this.#claims.set(claim.key, { ...claim, forgetAt: performance.now() + ttlSeconds * 1000 });
    return held ? 'again' : 'first';
  }

  async release({ key, identity, attempt }: Claim): Promise<void> {
    const held = this.#held(key);
    if (held?.identity === identity && held.attempt === attempt) this.#claims.delete(key);
  }

  async ping(): Promise<void> {}

  #held(key: string): Claim | undefined {
    const held = this.#claims.get(key);
    return held && held.forgetAt > performance.now() ? held : undefined;
  }
}
