import path from 'node:path';

/**
 * Which suites are likely to notice a mutant: those that have noticed others in the same file, that are named
 * after it, or that have noticed others elsewhere.
 */
export class Likelihood {
  readonly #noticed = new Map<string, number>();

  noticed(suite: string, mutated: string): void {
    for (const key of keysOf(suite, mutated)) this.#noticed.set(key, this.#count(key) + 1);
  }

  sort(suites: readonly string[], mutated: string): string[] {
    const scoreOf = (suite: string) => {
      const [file, folder, any] = keysOf(suite, mutated).map((key) => this.#count(key));
      const named = sharedWords(suite, mutated);
      return (file ?? 0) * 1e9 + named * 1e6 + (folder ?? 0) * 1e3 + (any ?? 0);
    };
    return suites.toSorted((one, other) => scoreOf(other) - scoreOf(one));
  }

  #count(key: string): number {
    return this.#noticed.get(key) ?? 0;
  }
}

/** `front-end.ts` has both of its words in `asking-front-ends.spec.ts`. */
function sharedWords(suite: string, mutated: string): number {
  const name = path.basename(suite);
  const words = path.basename(mutated, '.ts').split(/\W/);
  return words.filter((word) => name.includes(word)).length;
}

function keysOf(suite: string, mutated: string): string[] {
  return [mutated, path.dirname(mutated), ''].map((place) => `${suite} ${place}`);
}
