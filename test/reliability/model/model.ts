import { startWorker } from '../../bench/worker.js';
import { progress, runProof } from '../support/proof.js';
import { Violation } from '../support/violation.js';
import type { PlayerHandlers } from './player.js';

/** Runs in a row, until progress is told. */
const slice = 250;

await runProof('model', ['runs', 'moves'], async ({ quick, given, seed: first = 1 }) => {
  const { runs = quick ? 300 : 10_000, moves = 60 } = given;
  const player = await startWorker<PlayerHandlers>(new URL('player.ts', import.meta.url), []);
  const total = { runs: 0, moves: 0, pushes: 0, waysBack: 0 };
  try {
    for (let seed = first; total.runs < runs; seed += 1) {
      const asked = { seed, runs: Math.min(slice, runs - total.runs), moves };
      const figures = await player.ask('play', asked);
      if (figures.violation !== undefined)
        throw new Violation(`seed ${seed}: ${figures.violation}`);
      for (const key of ['runs', 'moves', 'pushes', 'waysBack'] as const)
        total[key] += figures[key];
      progress(`${total.runs} of ${runs} runs`);
    }
  } finally {
    await player.stop();
  }
  return `Seeds from ${first}: ${total.runs} runs of at most ${moves} moves, ${total.moves} moves
${total.pushes} pushes, ${total.waysBack} ways back to Scalekit`;
});
