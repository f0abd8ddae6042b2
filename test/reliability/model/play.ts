import { startWorker } from '../../bench/worker.js';
import { progress } from '../support/proof.js';
import type { Asked, Broken, Figures, PlayerHandlers } from './player.js';

/** Runs in a row, until progress is told. */
const slice = 250;

export interface Played extends Figures {
  readonly broken: Broken | undefined;
}

/**
 * So many runs, or fewer where a promise is broken.
 *
 * @param packageFolder what is played with, where it is not the one that all proofs use
 */
export async function play(asked: Asked, packageFolder?: string): Promise<Played> {
  const environment = packageFolder === undefined ? {} : { PROVED_PACKAGE: packageFolder };
  const file = new URL('player.ts', import.meta.url);
  const player = await startWorker<PlayerHandlers>(file, [], environment);
  let total: Played = { runs: 0, moves: 0, pushes: 0, waysBack: 0, broken: undefined };
  try {
    for (let { seed } = asked; total.runs < asked.runs && !total.broken; seed += 1) {
      const runs = Math.min(slice, asked.runs - total.runs);
      const { figures, broken } = await player.ask('play', { ...asked, seed, runs });
      total = { ...sum(total, figures), broken };
      if (total.runs % 2_500 === 0) progress(`${total.runs} of ${asked.runs} runs`);
    }
  } finally {
    await player.stop();
  }
  return total;
}

export function sum(one: Figures, other: Figures): Figures {
  return {
    runs: one.runs + other.runs,
    moves: one.moves + other.moves,
    pushes: one.pushes + other.pushes,
    waysBack: one.waysBack + other.waysBack,
  };
}
