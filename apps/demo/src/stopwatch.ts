/** What was done, and how long after the step before it. */
export interface Step {
  readonly step: string;
  readonly ms: number;
}

/** Takes the time between one step and the next. */
export class Stopwatch {
  readonly steps: Step[] = [];
  private readonly startedAt = performance.now();
  private lastAt = this.startedAt;

  /** Notes that a step is done. */
  lap(step: string): Step {
    const now = performance.now();
    const lap = { step, ms: Math.round(now - this.lastAt) };
    this.lastAt = now;
    this.steps.push(lap);
    return lap;
  }

  get ms(): number {
    return Math.round(this.lastAt - this.startedAt);
  }
}
