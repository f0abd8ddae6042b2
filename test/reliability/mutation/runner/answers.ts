import type { MutantCoverage } from './instrumented.js';
import type { Ran } from './spec-file.js';

/** What Stryker is told, in its own terms. */
export interface DryRun {
  readonly status: 'complete';
  readonly tests: readonly { readonly id: string; readonly timeSpentMs: number }[];
  readonly mutantCoverage: MutantCoverage;
}

export type MutantRun =
  | {
      readonly status: 'killed';
      readonly killedBy: readonly string[];
      readonly failureMessage: string;
      readonly nrOfTests: number;
    }
  | { readonly status: 'survived'; readonly nrOfTests: number }
  | { readonly status: 'timeout' }
  | { readonly status: 'error'; readonly errorMessage: string };

export const timedOut: MutantRun = { status: 'timeout' };

/** Stryker knows no word for it; these do not count. */
export const notInSample: MutantRun = { status: 'error', errorMessage: 'not in the sample' };

const passed = 0;
const failed = 1;

export function dryRunOf(ran: readonly Ran[], perTest: MutantCoverage['perTest']): DryRun {
  const tests = ran.map(({ id, file, durationMs, failure }) => ({
    id,
    name: id,
    fileName: file,
    timeSpentMs: durationMs,
    ...(failure === undefined ? { status: passed } : { status: failed, failureMessage: failure }),
  }));
  // Nothing is static to Stryker: what a file's modules run as they are loaded is run for its tests.
  return { status: 'complete', tests, mutantCoverage: { static: {}, perTest } };
}

export function union(runs: readonly DryRun[]): DryRun {
  const tests = runs.flatMap((run) => run.tests);
  const perTest = Object.assign({}, ...runs.map((run) => run.mutantCoverage.perTest)) as object;
  return { status: 'complete', tests, mutantCoverage: { static: {}, perTest: { ...perTest } } };
}

export function killedBy(ran: readonly Ran[]): MutantRun {
  const failures = ran.filter(({ failure }) => failure !== undefined);
  return {
    status: 'killed',
    killedBy: failures.map(({ id }) => id),
    failureMessage: failures[0]?.failure ?? '',
    nrOfTests: ran.length,
  };
}
