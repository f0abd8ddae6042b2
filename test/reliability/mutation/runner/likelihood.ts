import path from 'node:path';

/** Which suites are likely to notice a mutant: those that have noticed others, in the same file above all. */
export class Likelihood {
  readonly #noticed = new Map<string, number>();

  noticed(suite: string, mutated: string): void {
    for (const key of keysOf(suite, mutated)) this.#noticed.set(key, this.#count(key) + 1);
  }

  sort(suites: readonly string[], mutated: string): string[] {
    const scoreOf = (suite: string) => {
      const [file, folder, any] = keysOf(suite, mutated).map((key) => this.#count(key));
      return (file ?? 0) * 1e6 + (folder ?? 0) * 1e3 + (any ?? 0);
    };
    return suites.toSorted((one, other) => scoreOf(other) - scoreOf(one));
  }

  #count(key: string): number {
    return this.#noticed.get(key) ?? 0;
  }
}

function keysOf(suite: string, mutated: string): string[] {
  return [mutated, path.dirname(mutated), ''].map((place) => `${suite} ${place}`);
}
