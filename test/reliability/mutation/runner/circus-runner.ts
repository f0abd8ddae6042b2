import { addEventHandler } from 'jest-circus';
import { register } from 'node:module';
import { isInSample, type Sample } from '../sample.js';
import {
  dryRunOf,
  killedBy,
  notInSample,
  timedOut,
  type DryRun,
  type MutantRun,
} from './answers.js';
import { Coverage } from './coverage.js';
import { catchStrayErrors, demandAssertions, installGlobals } from './globals.js';
import { instrumented } from './instrumented.js';
import { SpecFile, type Ran } from './spec-file.js';
import { isOf } from './test-tree.js';

export interface RunnerOptions {
  /** From the root of the repository. The quickest first: the first that fails ends a run. */
  readonly specs: readonly string[];
  readonly sample: Sample;
}

interface MutantRunOptions {
  readonly activeMutant: { readonly id: string };
  readonly testFilter?: readonly string[];
  readonly hitLimit?: number;
}

/**
 * Runs specs as Jest does, by Jest's own parts, but loads them once for all mutants: to load Nest takes
 * ten times as long as most tests. What a module does while it is loaded is seen by loading it again.
 */
export class CircusRunner {
  readonly #coverage = new Coverage();
  readonly #loaded = new Map<string, SpecFile>();
  #generation = 0;

  constructor(private readonly options: RunnerOptions) {}

  capabilities(): { reloadEnvironment: boolean } {
    return { reloadEnvironment: true };
  }

  init(): void {
    register('./hooks.ts', import.meta.url, { data: process.cwd() });
    installGlobals();
    catchStrayErrors();
    addEventHandler(demandAssertions);
    addEventHandler((event) => this.#coverage.follow(event));
  }

  async dryRun(): Promise<DryRun> {
    const ran: Ran[] = [];
    for (const spec of this.options.specs) {
      const file = await this.#load(spec);
      ran.push(...(await file.run(() => true)));
    }
    return dryRunOf(ran, this.#coverage.ofTests([...this.#loaded.values()]));
  }

  async mutantRun({
    activeMutant: { id },
    testFilter,
    hitLimit,
  }: MutantRunOptions): Promise<MutantRun> {
    if (!isInSample(this.options.sample, id)) return notInSample;
    const wanted = testFilter && new Set(testFilter);
    const ran: Ran[] = [];
    for (const spec of this.options.specs) {
      if (wanted && !testFilter.some((test) => isOf(spec, test))) continue;
      const known = await this.#load(spec);
      Object.assign(instrumented(), { activeMutant: id, hitCount: 0, hitLimit });
      const file = known.reachedAtLoad.has(id) ? await this.#loadAnew(spec) : known;
      ran.push(...(await file.run((test) => wanted?.has(test) ?? true)));
      const { hitCount = 0 } = instrumented();
      instrumented().activeMutant = undefined;
      if (hitLimit !== undefined && hitCount > hitLimit) return timedOut;
      if (ran.some(({ failure }) => failure !== undefined)) return killedBy(ran);
    }
    return { status: 'survived', nrOfTests: ran.length };
  }

  dispose(): void {
    instrumented().activeMutant = undefined;
  }

  async #load(spec: string): Promise<SpecFile> {
    const known = this.#loaded.get(spec);
    if (known !== undefined) return known;
    const file = await this.#loadAnew(spec);
    this.#loaded.set(spec, file);
    return file;
  }

  async #loadAnew(spec: string): Promise<SpecFile> {
    this.#generation += 1;
    return await SpecFile.load(spec, this.#generation);
  }
}
