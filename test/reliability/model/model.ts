import { cpSync } from 'node:fs';
import { unpackedFolder } from '../support/packed-library.js';
import { inLanes } from '../support/lanes.js';
import { progress, runProof } from '../support/proof.js';
import { Violation } from '../support/violation.js';
import { play, sum } from './play.js';
import type { Asked, Figures } from './player.js';
import { identityRules } from '../taken-out/identity-rules.js';
import { takeOut } from '../taken-out/take-out.js';
import type { Rule } from '../taken-out/rule.js';

/** Each has a core. */
const players = 2;
/** Their runs begin with seeds that never meet. */
const apart = 1_000_000;

await runProof('model', ['runs', 'moves'], async ({ quick, given, seed = 1 }) => {
  const { runs = quick ? 1_000 : 50_000, moves = 60 } = given;
  const { figures } = await promisesHold({ runs, moves, seed });
  const lines = [
    `Seeds from ${seed}: ${figures.runs} runs of at most ${moves} moves, ${figures.moves} moves made`,
    `${figures.pushes} pushes, ${figures.waysBack} ways back to Scalekit; every promise held`,
  ];
  if (!quick) {
    const missed = await inLanes(identityRules, (rule) => missedAfter(rule, { runs, moves, seed }));
    lines.push('', 'Without this rule a promise is broken:'.padEnd(72) + 'run  moves', ...missed);
  }
  return lines.join('\n');
});

/** @throws Violation */
async function promisesHold(asked: Asked): Promise<{ figures: Figures }> {
  const parts = await Promise.all(
    Array.from({ length: players }, (_, player) =>
      play({
        ...asked,
        runs: Math.ceil(asked.runs / players),
        seed: asked.seed + player * apart,
      }),
    ),
  );
  for (const { broken } of parts) {
    if (broken) throw new Violation([...broken.moves, broken.promise].join('\n'));
  }
  return { figures: parts.reduce<Figures>(sum, { runs: 0, moves: 0, pushes: 0, waysBack: 0 }) };
}

/** When the model notices that a rule is taken out. @throws Violation where it does not */
async function missedAfter(rule: Rule, asked: Asked): Promise<string> {
  const folder = unpackedFolder();
  const copy = `${folder}-without-${identityRules.indexOf(rule)}`;
  cpSync(folder, copy, { recursive: true });
  takeOut(rule, copy);
  const { broken, runs } = await play(asked, copy);
  if (broken === undefined) throw new Violation(`not missed in ${runs} runs: ${rule.says}`);
  progress([`\nWithout "${rule.says}":`, ...broken.moves, broken.promise].join('\n  '));
  const moves = broken.moves.length - 1;
  return `${rule.says.padEnd(67)}${String(runs).padStart(8)}${String(moves).padStart(7)}`;
}
