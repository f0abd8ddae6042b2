import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { progress } from '../support/proof.js';
import { currentCommit, record } from '../support/record.js';
import { Figures } from './figures.js';
import { judgedIn } from './judged.js';
import { KeptParts, type Part } from './kept-parts.js';
import { installStryker, mutate } from './stryker.js';
import { pureFunctions, wholeLibrary } from './targets.js';

/** Of the pure functions: with less, somebody has added rules without rows for them. */
const demanded = 0.95;

/** A class stands beside the pure functions there, and is judged through HTTP in the whole run. */
const withClasses = [
  'boot/cors-options.ts',
  'scalekit/circuit-breaker.ts',
  'scalekit/dispatcher.ts',
];

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    record: { type: 'boolean', default: false },
    files: { type: 'string', default: '' },
    sample: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
    shard: { type: 'string' },
    parts: { type: 'string' },
    concurrency: { type: 'string', default: `${availableParallelism()}` },
  },
});
const share = Number(values.sample);
const seed = Number(values.seed);
const [shard, shards] = values.shard?.split('/').map(Number) ?? [];
const parts = shards ?? Number(values.parts ?? (values.quick || share < 1 ? 1 : 8));

const commit = currentCommit();
installStryker();
const all = values.quick ? pureFunctions() : wholeLibrary();
const mutated = all.mutated.filter((file) => file.includes(values.files));
const targets = { ...all, mutated };

function judge(part: number): Part {
  progress(`Part ${part} of ${parts}`);
  const begun = performance.now();
  const sample = { share, seed, part, parts };
  const report = mutate(targets, sample, Number(values.concurrency));
  return {
    judged: judgedIn(report, sample, values.quick ? withClasses : []),
    all: Object.values(report.files).reduce((sum, { mutants }) => sum + mutants.length, 0),
    seconds: Math.round((performance.now() - begun) / 1000),
  };
}

const wanted = shard === undefined ? Array.from({ length: parts }, (_, at) => at + 1) : [shard];
const kept = values.quick ? undefined : new KeptParts(targets, { share, seed, parts });
const done = wanted.map((part) => kept?.part(part, () => judge(part)) ?? judge(part));
const judged = done.flatMap((part) => part.judged);
const figures = new Figures(judged);
const seconds = done.reduce((sum, part) => sum + part.seconds, 0);
const text = [
  `${judged.length} of ${done[0]?.all} mutants`,
  '',
  figures.table,
  '',
  `${seconds} s`,
].join('\n');
process.stdout.write(`${[...figures.survivors, '', text].join('\n')}\n`);
if (values.record) {
  record('mutation', commit, text, values.quick ? 'mutation, quick' : 'mutation');
}
if (values.quick && figures.share < demanded) {
  process.stdout.write(`too few were noticed: at least ${demanded * 100} % must be\n`);
  process.exitCode = 1;
}
