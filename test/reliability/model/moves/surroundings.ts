import { pass } from '../world/clock.js';
import type { Fault, Stage } from '../world/stage.js';
import type { Story } from '../world/story.js';
import { Move } from './move.js';

export class TimePasses extends Move {
  constructor(private readonly seconds: number) {
    super();
  }

  protected async make(): Promise<void> {
    pass(this.seconds);
  }

  toString(): string {
    return `${this.seconds} s pass`;
  }
}

/** The next push fails, or comes to an end that the backend never hears of. */
export class ScalekitFails extends Move {
  constructor(private readonly fault: Fault) {
    super();
  }

  protected async make(story: Story, stage: Stage): Promise<void> {
    story.hasFailed = true;
    stage.faults.push(this.fault);
  }

  toString(): string {
    return `the next push ${this.fault}`;
  }
}
