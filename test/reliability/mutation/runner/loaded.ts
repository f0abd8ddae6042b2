import { instrumented } from './instrumented.js';
import { SpecFile } from './spec-file.js';

/** The spec files of this process, and their modules. */
export class Loaded {
  readonly #files = new Map<string, SpecFile>();
  /** What the modules that suites share have run as they were loaded. */
  readonly #reachedBySuites = new Set<string>();
  readonly #suites: ReadonlySet<string>;
  #generation = 0;

  constructor(suites: readonly string[]) {
    this.#suites = new Set(suites);
  }

  async get(spec: string): Promise<SpecFile> {
    const known = this.#files.get(spec);
    if (known !== undefined) return known;
    const file = this.#suites.has(spec)
      ? await SpecFile.load(spec, 0, this.#reachedBySuites)
      : await this.#anew(spec);
    this.#files.set(spec, file);
    return file;
  }

  /** A spec file that sees a mutant, which is on from now. */
  async with(spec: string, mutant: string, hitLimit: number | undefined): Promise<SpecFile> {
    const file = await this.get(spec);
    Object.assign(instrumented(), { activeMutant: mutant, hitCount: 0, hitLimit });
    return file.reachedAtLoad.has(mutant) ? await this.#anew(spec) : file;
  }

  async #anew(spec: string): Promise<SpecFile> {
    this.#generation += 1;
    return await SpecFile.load(spec, this.#generation, new Set());
  }
}
