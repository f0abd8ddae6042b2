import path from 'node:path';
import type { DryRun } from './answers.js';
import { fileOf } from './test-tree.js';

/** How far around a mutant we look. Stryker numbers them in the order of the text. */
const around = 40;

/** How few mutants away half as much counts. */
const halved = 5;

/** Beside the time of a test itself: what stands around it. */
const startMs = 100;

/**
 * Which tests are likely to notice a mutant: those that few others join in what stands near it, those that
 * have noticed its neighbours, and those of a suite that is named after its file. The same test on another
 * platform comes later.
 */
export class ClosestTests {
  readonly #tests: readonly string[];
  /** By the numbers of the tests: there are millions. */
  readonly #reachedBy = new Map<number, Uint16Array>();
  readonly #noticedBy = new Map<number, readonly string[]>();
  readonly #durations: ReadonlyMap<string, number>;
  readonly #suitesByWord = new Map<string, Set<string>>();

  /** @param noticedBy by mutant, in earlier runs */
  constructor(
    { tests, mutantCoverage }: DryRun,
    noticedBy: ReadonlyMap<string, readonly string[]>,
  ) {
    for (const [mutant, killers] of noticedBy) this.noticed(mutant, killers);
    this.#durations = new Map(tests.map(({ id, timeSpentMs }) => [id, timeSpentMs]));
    this.#tests = Object.keys(mutantCoverage.perTest);
    for (const suite of new Set(this.#tests.map(fileOf))) {
      for (const word of wordsOf(suite)) {
        this.#suitesByWord.set(word, (this.#suitesByWord.get(word) ?? new Set()).add(suite));
      }
    }
    const reachedBy = new Map<number, number[]>();
    Object.values(mutantCoverage.perTest).forEach((mutants, test) => {
      for (const mutant of Object.keys(mutants).map(Number)) {
        const reaching = reachedBy.get(mutant) ?? [];
        reaching.push(test);
        reachedBy.set(mutant, reaching);
      }
    });
    for (const [mutant, reaching] of reachedBy) {
      this.#reachedBy.set(mutant, Uint16Array.from(reaching));
    }
  }

  knows(test: string): boolean {
    return this.#durations.has(test);
  }

  /** How long a test may take: several times what it took, for what hangs is noticed by its time. */
  patienceMs(test: string): number {
    return 6_000 + 5 * (this.#durations.get(test) ?? 0);
  }

  noticed(mutant: string, tests: readonly string[]): void {
    this.#noticedBy.set(Number(mutant), tests);
  }

  /**
   * @param file that the mutant is in
   * @returns the ids of `tests`, the most likely one first
   */
  sort(mutant: string, file: string, tests: readonly string[]): string[] {
    const scores = this.#scores(Number(mutant));
    const named = this.#named(file);
    const scoreOf = (test: string) =>
      ((scores.get(test) ?? 0) + (named.get(fileOf(test)) ?? 0)) /
      (startMs + (this.#durations.get(test) ?? 0));
    const sorted = spread(
      tests.toSorted((one, other) => scoreOf(other) - scoreOf(one)),
      scoreOf,
    );
    const seen = new Set<string>();
    const isFirst = (test: string) => !seen.has(anyPlatform(test)) && seen.add(anyPlatform(test));
    const first = sorted.filter(isFirst);
    const chosen = new Set(first);
    return [...first, ...sorted.filter((test) => !chosen.has(test))];
  }

  /** Suites that share words with the name of a file: the fewer there are, the more a word says. */
  #named(file: string): Map<string, number> {
    const scores = new Map<string, number>();
    for (const word of wordsOf(file)) {
      const suites = this.#suitesByWord.get(word) ?? new Set();
      for (const suite of suites) scores.set(suite, (scores.get(suite) ?? 0) + 1 / suites.size);
    }
    return scores;
  }

  #scores(mutant: number): Map<string, number> {
    const scores = new Map<string, number>();
    for (let near = mutant - around; near <= mutant + around; near += 1) {
      const weight = 1 / (1 + Math.abs(near - mutant) / halved);
      const reaching = this.#reachedBy.get(near) ?? [];
      const add = (test: string, share: number) =>
        scores.set(test, (scores.get(test) ?? 0) + weight * share);
      for (const test of reaching) add(this.#tests[test] ?? '', 1 / reaching.length);
      for (const test of this.#noticedBy.get(near) ?? []) add(test, 1);
    }
    return scores;
  }
}

/** Of one suite, each test behind the first counts less: what one of them misses, the next is likely to miss. */
function spread(sorted: readonly string[], scoreOf: (test: string) => number): string[] {
  const places = new Map<string, number>();
  const scores = new Map<string, number>();
  for (const test of sorted) {
    const suite = fileOf(test);
    const place = places.get(suite) ?? 0;
    places.set(suite, place + 1);
    scores.set(test, scoreOf(test) / (1 + place / 3));
  }
  return sorted.toSorted((one, other) => (scores.get(other) ?? 0) - (scores.get(one) ?? 0));
}

function anyPlatform(test: string): string {
  return test.replace(/\bon (express|fastify)\b/, 'on any');
}

function wordsOf(file: string): string[] {
  return path
    .basename(file)
    .replace(/(\.spec)?\.ts$/, '')
    .split(/\W/);
}
