/** How the mutated code is told which mutant is on, and where it tells what it has run. */
export interface Instrumented {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: MutantCoverage | undefined;
}

export interface MutantCoverage {
  static: Record<string, number>;
  perTest: Record<string, Record<string, number>>;
}

declare global {
  var __stryker__: Instrumented | undefined;
}

export function instrumented(): Instrumented {
  globalThis.__stryker__ ??= {};
  return globalThis.__stryker__;
}
