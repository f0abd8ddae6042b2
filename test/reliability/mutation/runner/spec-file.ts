import { getState, resetState, run, setState, type State } from 'jest-circus';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { Coverage } from './coverage.js';
import { instrumented } from './instrumented.js';
import { idOf, testsIn } from './test-tree.js';

/** For hooks that hang: some start several servers. */
const hookTimeoutMs = 20_000;
const dryRunTimeoutMs = 60_000;

/** The tests of a spec file, loaded once, that can run any number of times. */
export class SpecFile {
  private constructor(
    readonly file: string,
    private readonly state: State,
    /** The mutants that its modules run as they are loaded. */
    readonly reachedAtLoad: ReadonlySet<string>,
    private readonly loadFailure: string | undefined,
  ) {}

  /**
   * @param generation a new one evaluates all modules of ours again
   * @param reached by those of this generation, as they were loaded so far
   */
  static async load(file: string, generation: number, reached: Set<string>): Promise<SpecFile> {
    resetState();
    const ours = instrumented();
    ours.currentTestId = undefined;
    if (ours.mutantCoverage !== undefined) ours.mutantCoverage.static = {};
    const url = pathToFileURL(path.resolve(file));
    // Without a query where none is needed: some tests read where they stand.
    if (generation > 0) url.search = `generation=${generation}`;
    const failure = await import(url.href).then(
      () => undefined,
      (error: unknown) => String(error),
    );
    const state = getState();
    state.testTimeout = hookTimeoutMs;
    for (const id of Object.keys(ours.mutantCoverage?.static ?? {})) reached.add(id);
    return new SpecFile(file, state, reached, failure);
  }

  get ids(): string[] {
    return testsIn(this.state.rootDescribeBlock).map((test) => idOf(this.file, test));
  }

  /**
   * @param isWanted by the id of a test
   * @param patienceMs for what hangs, by the id of a test
   * @returns the tests that ran, or could not because a hook before them failed: none behind the first that fails
   */
  async run(
    isWanted: (id: string) => boolean,
    patienceMs: (id: string) => number = () => Infinity,
  ): Promise<Ran[]> {
    const { file, loadFailure } = this;
    if (loadFailure !== undefined) return [{ id: file, file, durationMs: 0, failure: loadFailure }];
    Coverage.file = file;
    const tests = testsIn(this.state.rootDescribeBlock);
    for (const test of tests) {
      const timeout = Math.min(patienceMs(idOf(file, test)), dryRunTimeoutMs);
      Object.assign(test, { errors: [], status: null, duration: null, timeout });
    }
    setState(this.state);
    this.state.unhandledErrors = [];
    const hasFailed = () => tests.some(({ errors }) => errors.length > 0);
    this.state.testNamePattern = new Wanted((name) => !hasFailed() && isWanted(`${file}: ${name}`));
    await run();
    const beside = this.state.unhandledErrors.map(String);
    return tests
      .filter((test) => test.status === 'done' || test.errors.length > 0)
      .map((test) => ({
        id: idOf(file, test),
        file,
        durationMs: test.duration ?? 0,
        failure: [...test.errors.map((error) => String([error].flat()[0])), ...beside][0],
      }));
  }
}

export interface Ran {
  readonly id: string;
  readonly file: string;
  readonly durationMs: number;
  readonly failure: string | undefined;
}

/** Jest asks a pattern which tests to run. */
class Wanted extends RegExp {
  constructor(private readonly isWanted: (name: string) => boolean) {
    super('');
  }

  override test(name: string): boolean {
    return this.isWanted(name);
  }
}
