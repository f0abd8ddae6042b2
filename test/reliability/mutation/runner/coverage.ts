import type { Event } from 'jest-circus';
import { instrumented, type MutantCoverage } from './instrumented.js';
import type { SpecFile } from './spec-file.js';
import { pathOf, type DescribeBlock } from './test-tree.js';

/** Stands behind the path of a block: what its hooks run is run for each test in it. */
const everyTest = '\u0000';

/** Which tests run which mutants. */
export class Coverage {
  /** @param file whose tests run */
  static file = '';

  /** Whether a test runs, rather than the hooks around all of them. */
  static get isInTest(): boolean {
    return instrumented().currentTestId?.endsWith(everyTest) === false;
  }

  follow(event: Event): void {
    const ours = instrumented();
    const block = (of: DescribeBlock | undefined) =>
      of && `${Coverage.file}: ${pathOf(of).join(' ')}${everyTest}`;
    if (event.name === 'run_describe_start') ours.currentTestId = block(event.describeBlock);
    if (event.name === 'test_start') {
      ours.currentTestId = `${Coverage.file}: ${pathOf(event.test).join(' ')}`;
    }
    if (event.name === 'test_done' || event.name === 'test_skip') {
      ours.currentTestId = block(event.test.parent);
    }
    if (event.name === 'run_describe_finish') {
      ours.currentTestId = block(event.describeBlock.parent);
    }
  }

  ofTests({ ids, reachedAtLoad }: SpecFile): MutantCoverage['perTest'] {
    const told = Object.entries(instrumented().mutantCoverage?.perTest ?? {});
    const atLoad = Object.fromEntries([...reachedAtLoad].map((mutant) => [mutant, 1]));
    return Object.fromEntries(
      ids.map((id) => {
        const parts = told.filter(([key]) =>
          key.endsWith(everyTest) ? id.startsWith(key.slice(0, -1)) : key === id,
        );
        const reached: Record<string, number> = { ...atLoad };
        return [id, Object.assign(reached, ...parts.map(([, mutants]) => mutants)) as object];
      }),
    ) as MutantCoverage['perTest'];
  }
}
