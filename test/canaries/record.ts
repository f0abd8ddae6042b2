// npm run test:canaries [-- --and test:browser] [-- --record]
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { table } from '../bench/report/table.js';
import { currentCommit, record } from '../reliability/support/record.js';
import { readCounts, sumOf, type Counts } from './counts.js';
import { kinds, sinks } from './kinds.js';

interface Run {
  readonly script: string;
  readonly suites: number;
  readonly counts: Counts;
}

const { values } = parseArgs({
  options: { and: { type: 'string', multiple: true }, record: { type: 'boolean' } },
});
const scripts = ['test', 'test:attacks', ...(values.and ?? [])];
const commit = currentCommit();
const begun = performance.now();
const folder = mkdtempSync(path.join(tmpdir(), 'canaries-'));
try {
  const runs = scripts.map(run);
  const hits = runs.reduce((sum, { counts }) => sum + counts.hits, 0);
  const seconds = Math.round((performance.now() - begun) / 1000);
  const report = `${figuresOf(runs)}\n\n${hits} hits in ${seconds} s`;
  process.stdout.write(`\n${report}\n`);
  // A suite that has failed may have seen half of what it sees else.
  if (values.record && process.exitCode === undefined) record('canaries', commit, report);
} finally {
  rmSync(folder, { recursive: true });
}

function run(script: string): Run {
  const own = path.join(folder, script.replace(':', '-'));
  const env = { ...process.env, CANARIES_FOLDER: own };
  const { status } = spawnSync('npm', ['run', script], { env, stdio: 'inherit' });
  if (status !== 0) process.exitCode = 1;
  const all = readCounts(own);
  return { script, suites: all.length, counts: sumOf(all) };
}

/** A column for each run. */
function figuresOf(runs: readonly Run[]): string {
  const row = (name: string, figure: (run: Run) => number | undefined): string[] => [
    name,
    ...runs.map((each) => String(figure(each) ?? 0)),
  ];
  const heads = (title: string): string[] => [title, ...runs.map(({ script }) => script)];
  const known = kinds.map((kind) => row(kind, ({ counts }) => counts.known[kind]));
  const seen = sinks.map((sink) => row(sink, ({ counts }) => counts.seen[sink]));
  return [
    table([heads('Secrets, by suite and value'), ...known]),
    table([
      heads('Looked for in, times'),
      row('suites', ({ suites }) => suites),
      ...seen,
      row('hits', ({ counts }) => counts.hits),
    ]),
  ].join('\n\n');
}
