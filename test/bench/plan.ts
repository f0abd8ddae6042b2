import type { Load } from './load.js';
import type { PushPlan } from './measure-pushes.js';

export const concurrency = 32;

/** How much is done over HTTP. */
export interface RoundPlan {
  readonly warmUp: Load;
  readonly round: Load;
  readonly rounds: number;
}

export interface Plan {
  readonly pushes: PushPlan;
  readonly handOffs: RoundPlan;
  readonly plainLogins: RoundPlan;
}

export function plan(quick: boolean): Plan {
  const coldBurst = { count: 1_000, concurrency: 1_000 };
  return quick
    ? {
        pushes: { coldBurst, warmUp: load(10_000), round: load(1_000), rounds: 5 },
        handOffs: { warmUp: load(2_000), round: load(500), rounds: 9 },
        plainLogins: { warmUp: load(1_000), round: load(250), rounds: 9 },
      }
    : {
        pushes: { coldBurst, warmUp: load(20_000), round: load(5_000), rounds: 9 },
        handOffs: { warmUp: load(10_000), round: load(1_000), rounds: 15 },
        plainLogins: { warmUp: load(4_000), round: load(1_000), rounds: 9 },
      };
}

function load(count: number): Load {
  return { count, concurrency };
}
