import { TooManyRejectionsError } from '../errors/scalekit-errors.js';

/**
 * Anybody can cancel, without an account, and each cancel costs Scalekit a push. A busy app sees a few
 * in a minute.
 */
export const rejectionLimit = { inFlight: 10, perSecond: 10 } as const;

/** Why one more rejection must wait, or undefined when it may go. */
export function limitReached(inFlight: number, startedInLastSecond: number): string | undefined {
  if (inFlight >= rejectionLimit.inFlight) {
    return `at most ${rejectionLimit.inFlight} rejections are in flight at a time`;
  }
  if (startedInLastSecond >= rejectionLimit.perSecond) {
    return `at most ${rejectionLimit.perSecond} rejections are sent in a second`;
  }
  return undefined;
}

/** Holds the rejections of this process to their limit. */
export class RejectionLimit {
  private inFlight = 0;
  private started: number[] = [];

  /** @throws TooManyRejectionsError, with nothing sent */
  async run<Result>(reject: () => Promise<Result>): Promise<Result> {
    const now = performance.now();
    this.started = this.started.filter((at) => at > now - 1000);
    const limit = limitReached(this.inFlight, this.started.length);
    if (limit !== undefined) throw new TooManyRejectionsError(limit, 1);
    this.started.push(now);
    this.inFlight += 1;
    try {
      return await reject();
    } finally {
      this.inFlight -= 1;
    }
  }
}
