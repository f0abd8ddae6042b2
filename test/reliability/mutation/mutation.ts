import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { currentCommit, record } from '../support/record.js';
import { Figures } from './figures.js';
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
    shard: { type: 'string', default: '1/1' },
    concurrency: { type: 'string', default: `${availableParallelism()}` },
  },
});
const [part = 1, parts = 1] = values.shard.split('/').map(Number);
const sample = { share: Number(values.sample), seed: Number(values.seed), part, parts };

const begun = performance.now();
const commit = currentCommit();
installStryker();
const targets = values.quick ? pureFunctions() : wholeLibrary();
const mutated = targets.mutated.filter((file) => file.includes(values.files));
const report = mutate({ ...targets, mutated }, sample, Number(values.concurrency));
const figures = Figures.of(report, sample, values.quick ? withClasses : []);
const seconds = Math.round((performance.now() - begun) / 1000);
const text = `${figures.text}\n\n${seconds} s`;
process.stdout.write(`${[...figures.survivors, '', text].join('\n')}\n`);
if (values.record) {
  record('mutation', commit, text, values.quick ? 'mutation, quick' : 'mutation');
}
if (values.quick && figures.share < demanded) {
  process.stdout.write(`too few were noticed: at least ${demanded * 100} % must be\n`);
  process.exitCode = 1;
}
