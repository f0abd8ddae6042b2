import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { currentCommit, record } from '../support/record.js';
import { Figures } from './figures.js';
import { judgedIn } from './judged.js';
import { KeptRuns } from './kept-runs.js';
import { installStryker, mutate } from './stryker.js';
import { pureFunctions, wholeLibrary } from './targets.js';

/** Of the pure functions: with less, somebody has added rules without rows for them. */
const demanded = 0.95;

/** A class stands beside the pure functions there, and is judged through HTTP in the whole run. */
const withClasses = [
  'boot/cors-options.ts',
  'login-request/tickets.ts',
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
    // While one waits for a clock or a socket, another one works.
    concurrency: { type: 'string', default: `${availableParallelism() + 1}` },
  },
});
const sample = { share: Number(values.sample), seed: Number(values.seed) };

const commit = currentCommit();
installStryker();
const sources = values.quick ? pureFunctions() : wholeLibrary();
const mutated = sources.mutated.filter((file) => file.includes(values.files));
const targets = { ...sources, mutated };

const kept = new KeptRuns(targets);

const report = mutate(targets, sample, kept, Number(values.concurrency));
const judged = judgedIn(report, sample, values.quick ? withClasses : []);
const all = Object.values(report.files).reduce((sum, { mutants }) => sum + mutants.length, 0);
const figures = new Figures(judged);
const text = [
  `${judged.length} of ${all} mutants`,
  '',
  figures.table,
  '',
  `${kept.secondsFor(sample)} s of ${values.concurrency} processes`,
].join('\n');
process.stdout.write(`${[...figures.survivors, '', text].join('\n')}\n`);
if (values.record) {
  record('mutation', commit, text, values.quick ? 'mutation, quick' : 'mutation');
}
if (values.quick && figures.share < demanded) {
  process.stdout.write(`too few were noticed: at least ${demanded * 100} % must be\n`);
  process.exitCode = 1;
}
