import { LoginRequestTakenError } from '../errors/federation-errors.js';
import type { PushResult } from '../scalekit/push-result.js';

interface Claim {
  readonly identity: string;
  /** Pending or done; undefined after a push whose fate is unknown. */
  result: Promise<PushResult> | undefined;
  readonly forgetAt: number;
}

/** Longer than any login request lives. */
const rememberMs = 15 * 60 * 1000;

/**
 * One identity per login request, within this process. The first one claims it; the same one gets the
 * same answer without a second push; every other one is refused.
 */
export class IdentityClaims {
  readonly #claims = new Map<string, Claim>();

  /**
   * @param loginRequest connection and login request id
   * @param identity `sub`, or what stands for a rejection
   * @param push is run at most once at a time; its error says whether Scalekit may have taken it
   * @throws LoginRequestTakenError when another identity holds the claim, or what `push` throws
   */
  run(
    loginRequest: string,
    identity: string,
    push: () => Promise<PushResult>,
  ): Promise<PushResult> {
    this.sweep();
    const held = this.#claims.get(loginRequest);
    if (held !== undefined && held.identity !== identity) {
      return Promise.reject(new LoginRequestTakenError());
    }
    if (held?.result !== undefined) return held.result;

    const claim: Claim = held ?? {
      identity,
      result: undefined,
      forgetAt: performance.now() + rememberMs,
    };
    this.#claims.set(loginRequest, claim);
    claim.result = push().catch((error: unknown) => {
      claim.result = undefined;
      const uncertain = held !== undefined || mayHaveArrived(error);
      if (!uncertain) this.#claims.delete(loginRequest);
      throw error;
    });
    return claim.result;
  }

  /** Whether this identity's push is under way or done. */
  isAnswered(loginRequest: string, identity: string): boolean {
    const held = this.#claims.get(loginRequest);
    return held?.identity === identity && held.result !== undefined;
  }

  /** Maps keep insertion order, and every claim lives equally long: the oldest are first. */
  private sweep(): void {
    const now = performance.now();
    for (const [key, claim] of this.#claims) {
      if (claim.forgetAt > now) return;
      this.#claims.delete(key);
    }
  }
}

function mayHaveArrived(error: unknown): boolean {
  return (error as { mayHaveArrived?: unknown }).mayHaveArrived !== false;
}
