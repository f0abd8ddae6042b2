import type { Event } from 'jest-circus';

export type TestEntry = Extract<Event, { name: 'test_start' }>['test'];
export type DescribeBlock = Extract<Event, { name: 'run_describe_start' }>['describeBlock'];

export function testsIn(block: DescribeBlock): TestEntry[] {
  return block.children.flatMap((child) =>
    child.type === 'describeBlock' ? testsIn(child) : [child],
  );
}

/** The file, and what Jest calls the test. */
export function idOf(file: string, test: TestEntry): string {
  return `${file}: ${pathOf(test).join(' ')}`;
}

export function pathOf({ name, parent }: TestEntry | DescribeBlock): string[] {
  // The outermost block is Jest's own.
  return parent === undefined ? [] : [...pathOf(parent), name];
}

export function fileOf(id: string): string {
  return id.slice(0, id.indexOf(': '));
}
