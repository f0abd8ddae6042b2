import type { DryRun } from './answers.js';

/** How far around a mutant we look. Stryker numbers them in the order of the text. */
const around = 40;

/** How few mutants away half as much counts. */
const halved = 5;

/** Beside the time of a test itself: what stands around it. */
const startMs = 100;

/**
 * Which tests are likely to notice a mutant: those that few others join in what stands near it, and those
 * that have noticed its neighbours. The same test on another platform comes later.
 */
export class ClosestTests {
  readonly #tests: readonly string[];
  /** By the numbers of the tests: there are millions. */
  readonly #reachedBy = new Map<number, Uint16Array>();
  readonly #noticedBy = new Map<number, readonly string[]>();
  readonly #durations: ReadonlyMap<string, number>;

  constructor({ tests, mutantCoverage }: DryRun) {
    this.#durations = new Map(tests.map(({ id, timeSpentMs }) => [id, timeSpentMs]));
    this.#tests = Object.keys(mutantCoverage.perTest);
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

  noticed(mutant: string, tests: readonly string[]): void {
    this.#noticedBy.set(Number(mutant), tests);
  }

  /** @returns the ids of `tests`, the most likely one first */
  sort(mutant: string, tests: readonly string[]): string[] {
    const scores = this.#scores(Number(mutant));
    const scoreOf = (test: string) =>
      (scores.get(test) ?? 0) / (startMs + (this.#durations.get(test) ?? 0));
    const sorted = tests.toSorted((one, other) => scoreOf(other) - scoreOf(one));
    const seen = new Set<string>();
    const isFirst = (test: string) => !seen.has(anyPlatform(test)) && seen.add(anyPlatform(test));
    const first = sorted.filter(isFirst);
    const chosen = new Set(first);
    return [...first, ...sorted.filter((test) => !chosen.has(test))];
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

function anyPlatform(test: string): string {
  return test.replace(/\bon (express|fastify)\b/, 'on any');
}
