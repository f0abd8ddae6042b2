import { parseArgs } from 'node:util';
import { packForProofs } from './packed-library.js';
import { commitOfNow, record } from './recorded.js';
import { Violation } from './violation.js';

/** What was asked for on the command line. */
export interface Asked {
  readonly quick: boolean;
  /** The numbers that were given, by their names. */
  readonly given: Readonly<Record<string, number>>;
  readonly seed: number | undefined;
}

export function progress(text: string): void {
  process.stderr.write(`${text}\n`);
}

/**
 * Runs a proof: prints what it returns, its figures, and ends with 1 where a promise was broken.
 *
 * @param name of the script, and of the section that `--record` writes
 * @param numbers options that take a number, beside `--seed`
 */
export async function runProof(
  name: string,
  numbers: readonly string[],
  prove: (asked: Asked) => Promise<string>,
): Promise<void> {
  const { values } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      record: { type: 'boolean', default: false },
      seed: { type: 'string' },
      ...Object.fromEntries(numbers.map((number) => [number, { type: 'string' as const }])),
    },
  });
  const given = Object.fromEntries(
    numbers.flatMap((number) => {
      const value = (values as Record<string, unknown>)[number];
      return value === undefined ? [] : [[number, Number(value)]];
    }),
  );
  const seed = values.seed === undefined ? undefined : Number(values.seed);
  const begun = performance.now();
  const commit = commitOfNow();
  const removePackage = await packForProofs();
  try {
    const figures = await prove({ quick: values.quick, given, seed });
    const seconds = Math.round((performance.now() - begun) / 1000);
    const report = `${figures}\n\n0 violations in ${seconds} s`;
    process.stdout.write(`${report}\n`);
    if (values.record) record(name, commit, report);
  } catch (error) {
    if (!(error instanceof Violation)) throw error;
    process.stdout.write(`VIOLATION: ${error.message}\n`);
    process.exitCode = 1;
  } finally {
    removePackage();
  }
}
