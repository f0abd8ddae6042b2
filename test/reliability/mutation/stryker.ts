import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { progress } from '../support/proof.js';
import type { KeptRuns } from './kept-runs.js';
import type { Sample } from './sample.js';
import type { Targets } from './targets.js';

const repository = path.join(import.meta.dirname, '../../..');
// Of this run alone: another one may be under way.
const folder = path.join(repository, 'dist/mutation', `run-${process.pid}`);
const report = path.join(folder, 'report.json');
const command = path.join(import.meta.dirname, 'node_modules/@stryker-mutator/core/bin/stryker.js');

/** Of mutation-testing-elements, as far as it is read here. */
export interface Report {
  readonly files: Readonly<
    Record<string, { readonly source: string; readonly mutants: readonly Mutant[] }>
  >;
}

export interface Mutant {
  readonly id: string;
  readonly mutatorName: string;
  readonly replacement: string;
  readonly status: 'Killed' | 'Survived' | 'NoCoverage' | 'Timeout' | 'RuntimeError';
  readonly location: Readonly<Record<'start' | 'end', { line: number; column: number }>>;
}

/** Stands outside the root's lockfile: 160 packages that nothing else needs. */
export function installStryker(): void {
  if (existsSync(command)) return;
  progress('Installing Stryker');
  execute('npm', ['ci', '--no-audit', '--no-fund'], import.meta.dirname);
}

export function mutate(
  targets: Targets,
  sample: Sample,
  kept: KeptRuns,
  concurrency: number,
): Report {
  const config = path.join(folder, 'stryker.config.json');
  mkdirSync(folder, { recursive: true });
  writeFileSync(config, JSON.stringify(configOf(targets, sample, kept, concurrency)));
  execute(process.execPath, [command, 'run', config], repository);
  const read = JSON.parse(readFileSync(report, 'utf8')) as Report;
  rmSync(folder, { recursive: true, force: true });
  return read;
}

function configOf(
  { mutated, tables, suites }: Targets,
  sample: Sample,
  kept: KeptRuns,
  concurrency: number,
): object {
  return {
    mutate: mutated,
    ignorePatterns: [
      '*',
      '!libs',
      '!libs/**',
      '!test',
      '!test/{attacks,emulator,federation,replicas,support}/**',
      '!apps',
      '!apps/sample/src/**',
    ],
    testRunner: 'circus',
    plugins: [path.join(import.meta.dirname, 'runner/plugin.mjs')],
    circus: { tables, suites, sample, kept, maxTests: 40 },
    testRunnerNodeArgs: ['--no-warnings'],
    coverageAnalysis: 'perTest',
    concurrency,
    tempDirName: path.join(folder, 'sandboxes'),
    symlinkNodeModules: false,
    reporters: ['progress-append-only', 'json'],
    jsonReporter: { fileName: report },
    allowConsoleColors: false,
    warnings: false,
    // A restart gives back what modules take that were loaded again.
    maxTestRunnerReuse: Math.ceil(1000 / sample.share),
    timeoutMS: 20_000,
    dryRunTimeoutMinutes: 60,
    cleanTempDir: 'always',
  };
}

/** What it prints is progress, not a figure. */
function execute(program: string, args: readonly string[], cwd: string): void {
  const { status } = spawnSync(program, args, { cwd, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error(`${path.basename(program)} ended with ${status}`);
}
