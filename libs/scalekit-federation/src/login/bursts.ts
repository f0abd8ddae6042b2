/** What comes with no quiet minute between is one burst, and told once. */
const quietMs = 60_000;

/** Tells the first of a burst from the others. */
export class Bursts {
  private last = -Infinity;

  begins(now: number): boolean {
    const isFirst = now - this.last >= quietMs;
    this.last = now;
    return isFirst;
  }
}
