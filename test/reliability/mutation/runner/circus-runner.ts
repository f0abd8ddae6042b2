import { addEventHandler } from 'jest-circus';
import { register } from 'node:module';
import { isInSample, type Sample } from '../sample.js';
import * as answers from './answers.js';
import { Coverage } from './coverage.js';
import { catchStrayErrors, demandAssertions, installGlobals } from './globals.js';
import { instrumented } from './instrumented.js';
import { keepEmulators } from './kept-emulators.js';
import { Likelihood } from './likelihood.js';
import { Loaded } from './loaded.js';
import type { Ran } from './spec-file.js';
import { isOf } from './test-tree.js';

export interface RunnerOptions {
  /** Specs beside the code, from the root of the repository. Each sees modules of its own. */
  readonly tables: readonly string[];
  /** Those that start apps. They share the modules of the library. */
  readonly suites: readonly string[];
  /** With so many that have noticed nothing, no further suite is begun. */
  readonly maxTests: number;
  readonly sample: Sample;
}

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
  readonly #likelihood = new Likelihood();
  readonly #loaded: Loaded;

  constructor(private readonly options: RunnerOptions) {
    this.#loaded = new Loaded(options.suites);
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
    const { tables, suites } = this.options;
    const ran: Ran[] = [];
    for (const spec of [...tables, ...suites]) {
      const file = await this.#loaded.get(spec);
      ran.push(...(await file.run(() => true)));
    }
    return answers.dryRunOf(ran, this.#coverage.ofTests(this.#loaded.files));
  }

  async mutantRun(run: MutantRunOptions): Promise<answers.MutantRun> {
    const { activeMutant, testFilter, hitLimit } = run;
    if (!isInSample(this.options.sample, activeMutant.id)) return answers.notInSample;
    const wanted = testFilter && new Set(testFilter);
    const ran: Ran[] = [];
    for (const spec of this.#specsFor(activeMutant.fileName)) {
      if (ran.length >= this.options.maxTests) break;
      if (testFilter && !testFilter.some((test) => isOf(spec, test))) continue;
      const file = await this.#loaded.with(spec, activeMutant.id, hitLimit);
      ran.push(...(await file.run((test) => wanted?.has(test) ?? true)));
      const { hitCount = 0 } = instrumented();
      instrumented().activeMutant = undefined;
      if (hitLimit !== undefined && hitCount > hitLimit) return answers.timedOut;
      if (ran.some(({ failure }) => failure !== undefined)) {
        this.#likelihood.noticed(spec, activeMutant.fileName);
        return answers.killedBy(ran);
      }
    }
    return { status: 'survived', nrOfTests: ran.length };
  }

  dispose(): void {
    instrumented().activeMutant = undefined;
  }

  #specsFor(mutated: string): readonly string[] {
    const { tables, suites } = this.options;
    return [...tables, ...this.#likelihood.sort(suites, mutated)];
  }
}
