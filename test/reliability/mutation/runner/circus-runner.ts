import { addEventHandler } from 'jest-circus';
import { register } from 'node:module';
import type { KeptRuns } from '../kept-runs.js';
import { isInSample, type Sample } from '../sample.js';
import * as answers from './answers.js';
import { ClosestTests } from './closest-tests.js';
import { Coverage } from './coverage.js';
import { catchStrayErrors, demandAssertions, installGlobals } from './globals.js';
import { instrumented } from './instrumented.js';
import { DryRuns } from './dry-runs.js';
import { Judgments } from './judgments.js';
import { keepEmulators } from './kept-emulators.js';
import { Loaded } from './loaded.js';
import { fileOf } from './test-tree.js';

export interface RunnerOptions {
  /** Specs beside the code, from the root of the repository. Each sees modules of its own. */
  readonly tables: readonly string[];
  /** Those that start apps. They share the modules of the library. */
  readonly suites: readonly string[];
  /** How many tests of suites a mutant has to get past: the likeliest come first. */
  readonly maxTests: number;
  readonly sample: Sample;
  /** For all processes, and for the runs to come. */
  readonly kept: Pick<KeptRuns, 'judgments' | 'dryRuns' | 'tests'>;
}

/** So many of the likeliest tests run before others of the same suites do. */
const firstRound = 12;

interface MutantRunOptions {
  readonly activeMutant: { readonly id: string; readonly fileName: string };
  readonly testFilter?: readonly string[];
  readonly hitLimit?: number;
}

/**
 * Runs specs as Jest does, by Jest's own parts, but loads them once for all mutants: to load Nest takes
 * ten times as long as most tests. What a module does while it is loaded is seen by loading it again.
 */
export class CircusRunner {
  readonly #coverage = new Coverage();
  #closest: ClosestTests | undefined;
  readonly #dryRuns: DryRuns;
  readonly #judgments: Judgments;
  readonly #loaded: Loaded;

  constructor(private readonly options: RunnerOptions) {
    const { kept, suites } = options;
    this.#dryRuns = new DryRuns(kept.dryRuns);
    this.#judgments = new Judgments(kept.judgments, kept.tests);
    this.#loaded = new Loaded(suites);
  }

  capabilities(): { reloadEnvironment: boolean } {
    return { reloadEnvironment: true };
  }

  async init(): Promise<void> {
    register('./hooks.ts', import.meta.url, { data: process.cwd() });
    installGlobals();
    catchStrayErrors();
    if (this.options.suites.length > 0) await keepEmulators();
    addEventHandler(demandAssertions);
    addEventHandler((event) => this.#coverage.follow(event));
  }

  async dryRun(): Promise<answers.DryRun> {
    const runs: answers.DryRun[] = [];
    for (const spec of this.#specs) runs.push(this.#dryRuns.of(spec) ?? (await this.#see(spec)));
    return answers.union(runs);
  }

  async mutantRun(run: MutantRunOptions): Promise<answers.MutantRun> {
    const { id } = run.activeMutant;
    if (!isInSample(this.options.sample, id)) return answers.notInSample;
    const known = this.#judgments.of(id);
    if (known !== undefined) return known;
    const begun = performance.now();
    const judged = await this.#judge(run);
    this.#judgments.keep(id, judged, performance.now() - begun);
    return judged;
  }

  dispose(): void {
    instrumented().activeMutant = undefined;
  }

  async #judge(run: MutantRunOptions): Promise<answers.MutantRun> {
    const { id } = run.activeMutant;
    let nrOfTests = 0;
    for (const tests of this.#rounds(run)) {
      for (const [spec, wanted] of bySpec(tests)) {
        const file = await this.#loaded.with(spec, id, run.hitLimit);
        const patienceMs = (test: string) => this.#closest?.patienceMs(test) ?? Infinity;
        // A mutant may rename tests whose names are made as they are loaded.
        const isWanted = (test: string) => wanted.has(test) || !this.#closest?.knows(test);
        const ran = await file.run(isWanted, patienceMs);
        nrOfTests += ran.length;
        const { hitCount = 0 } = instrumented();
        instrumented().activeMutant = undefined;
        if (run.hitLimit !== undefined && hitCount > run.hitLimit) return answers.timedOut;
        const failed = ran.filter(({ failure }) => failure !== undefined);
        if (failed.length === 0) continue;
        this.#closest?.noticed(
          id,
          failed.map((test) => test.id),
        );
        return answers.killedBy(ran);
      }
    }
    return { status: 'survived', nrOfTests };
  }

  /** The tables are quick; of the suites the likeliest tests go first. */
  #rounds({ activeMutant, testFilter = [] }: MutantRunOptions): readonly (readonly string[])[] {
    const { suites, maxTests } = this.options;
    const ofSuites = new Set(suites);
    const isOfSuite = (test: string) => ofSuites.has(fileOf(test));
    this.#closest ??= this.#newClosest();
    const { id, fileName } = activeMutant;
    const closest = this.#closest.sort(id, fileName, testFilter.filter(isOfSuite));
    return [
      testFilter.filter((test) => !isOfSuite(test)),
      closest.slice(0, firstRound),
      closest.slice(firstRound, maxTests),
    ];
  }

  #newClosest(): ClosestTests {
    const seen = answers.union(this.#specs.flatMap((spec) => this.#dryRuns.of(spec) ?? []));
    return new ClosestTests(seen, this.#judgments.killers);
  }

  get #specs(): readonly string[] {
    return [...this.options.tables, ...this.options.suites];
  }

  async #see(spec: string): Promise<answers.DryRun> {
    const file = await this.#loaded.get(spec);
    const ran = await file.run(() => true);
    const seen = answers.dryRunOf(ran, this.#coverage.ofTests(file));
    this.#dryRuns.keep(spec, seen);
    return seen;
  }
}

function bySpec(tests: readonly string[]): Map<string, Set<string>> {
  const specs = new Map<string, Set<string>>();
  for (const test of tests) {
    const spec = fileOf(test);
    specs.set(spec, (specs.get(spec) ?? new Set()).add(test));
  }
  return specs;
}
