// A process of its own, which loads the package that `PROVED_PACKAGE` names, and stops its clocks.
import * as fc from 'fast-check';
import { answerParent } from '../../bench/worker.js';
import { everyMove } from './moves/every-move.js';
import { RunningBackend } from './world/backend.js';
import { pass, stopClocks } from './world/clock.js';
import { Stage } from './world/stage.js';
import { Story } from './world/story.js';

process.env['NODE_ENV'] = 'production';
stopClocks();
const backend = await RunningBackend.start();

export interface Figures {
  readonly runs: number;
  readonly moves: number;
  readonly pushes: number;
  readonly waysBack: number;
}

/** A promise that was broken, and the shortest way to it that was found. */
export interface Broken {
  readonly promise: string;
  readonly moves: readonly string[];
}

export interface Asked {
  readonly seed: number;
  readonly runs: number;
  /** At most, in one run. */
  readonly moves: number;
}

const handlers = {
  async play({ seed, runs, moves }: Asked): Promise<{ figures: Figures; broken?: Broken }> {
    const figures = { moves: 0, pushes: 0, waysBack: 0 };
    const run = fc.asyncProperty(
      fc.constantFrom('kept' as const, 'localhost' as const),
      fc.noBias(fc.commands(everyMove, { maxCommands: moves, size: 'max' })),
      async (host, commands) => {
        // A circuit breaker that the last run has left open lets the next one try.
        pass(60);
        const stage = new Stage(backend, host);
        await fc.asyncModelRun(() => ({ model: begin(), real: stage }), commands);
        figures.moves += stage.moves;
        figures.pushes += stage.pushes;
        figures.waysBack += stage.waysBack;
      },
    );
    const result = await fc.check(run, { numRuns: runs, seed });
    const all = { figures: { ...figures, runs: result.numRuns } };
    if (!result.failed) return all;
    const { errorInstance: error, counterexample } = result;
    const [host, commands = []] = counterexample ?? [];
    const promise = error instanceof Error ? error.message : String(error);
    return {
      ...all,
      broken: { promise, moves: [`Host is ${host}`, ...[...commands].map(String)] },
    };
  },
};
export type PlayerHandlers = typeof handlers;

answerParent(handlers);

/** Somebody's flow, and one of the attacker's. */
function begin(): Story {
  const story = new Story();
  for (const isAttackers of [false, true]) {
    story.loginRequests.push({ entry: backend.ledger.begin('c0'), isAttackers });
  }
  return story;
}
