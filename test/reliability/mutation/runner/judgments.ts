import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import type { MutantRun } from './answers.js';
import { fileOf } from './test-tree.js';

export interface Entry {
  readonly mutant: string;
  readonly run: MutantRun;
  readonly ms: number;
  /** Of the spec that has noticed it, else of all tests. */
  readonly hash: string;
}

/** What became of mutants in earlier runs. It holds while the spec that has noticed stays as it is, else all tests. */
export class Judgments {
  readonly #entries: ReadonlyMap<string, Entry>;

  constructor(
    private readonly file: string,
    private readonly tests: string,
  ) {
    this.#entries = existsSync(file) ? entriesIn(file) : new Map<string, Entry>();
  }

  /** Which tests have noticed which mutants. */
  get killers(): Map<string, readonly string[]> {
    const killers = [...this.#entries.values()].flatMap(({ mutant, run }) =>
      run.status === 'killed' ? [[mutant, run.killedBy] as const] : [],
    );
    return new Map(killers);
  }

  of(mutant: string): MutantRun | undefined {
    const entry = this.#entries.get(mutant);
    return entry?.hash === (entry && this.#hashFor(entry.run)) ? entry?.run : undefined;
  }

  keep(mutant: string, run: MutantRun, ms: number): void {
    const entry: Entry = { mutant, run, ms: Math.round(ms), hash: this.#hashFor(run) };
    appendFileSync(this.file, `${JSON.stringify(entry)}\n`);
  }

  #hashFor(run: MutantRun): string {
    if (run.status !== 'killed') return this.tests;
    const [test = ''] = run.killedBy;
    const spec = test.includes(': ') ? fileOf(test) : test;
    return existsSync(spec) ? hashOfFile(spec) : '';
  }
}

export function hashOfFile(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

/** By mutant; of several the last one counts. */
export function entriesIn(file: string): Map<string, Entry> {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean);
  const entries = lines.map((line) => JSON.parse(line) as Entry);
  return new Map(entries.map((entry) => [entry.mutant, entry]));
}
