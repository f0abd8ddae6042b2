// A process of its own, which loads the package that `PROVED_PACKAGE` names, and stops its clocks.
import fc from 'fast-check';
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
  /** What was broken, and the shortest way to it that was found. */
  readonly violation: string | undefined;
}

const handlers = {
  async play({ seed, runs, moves }: { seed: number; runs: number; moves: number }) {
    const figures = { runs: 0, moves: 0, pushes: 0, waysBack: 0 };
    const run = fc.asyncProperty(
      fc.constantFrom('kept' as const, 'localhost' as const),
      fc.noBias(fc.commands(everyMove, { maxCommands: moves, size: 'max' })),
      async (host, commands) => {
        // A circuit breaker that the last run has left open lets the next one try.
        pass(60);
        const stage = new Stage(backend, host);
        const story = new Story();
        for (const isAttackers of [false, true]) {
          story.loginRequests.push({ entry: backend.ledger.begin('c0'), isAttackers });
        }
        await fc.asyncModelRun(() => ({ model: story, real: stage }), commands);
        figures.runs += 1;
        figures.moves += stage.moves;
        figures.pushes += stage.pushes;
        figures.waysBack += stage.waysBack;
      },
    );
    const result = await fc.check(run, { numRuns: runs, seed });
    return { ...figures, violation: result.failed ? reportOf(result) : undefined };
  },
};
export type PlayerHandlers = typeof handlers;

function reportOf(details: {
  readonly errorInstance: unknown;
  readonly counterexample: readonly unknown[] | null;
  readonly numRuns: number;
}): string {
  const { errorInstance, counterexample, numRuns } = details;
  const error =
    errorInstance instanceof Error ? (errorInstance.stack ?? '') : String(errorInstance);
  const [host, moves] = counterexample ?? [];
  return `in run ${numRuns}, Host ${host}\n${String(moves).replaceAll(',', '\n')}\n${error}`;
}

answerParent(handlers);
