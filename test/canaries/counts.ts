import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

type Numbers = Readonly<Record<string, number>>;

/** What was looked for and looked through: by one suite, or by all of a run. */
export interface Counts {
  /** Values, by their kind. */
  readonly known: Numbers;
  /** Pieces, by the sink that they stood in. */
  readonly seen: Numbers;
  readonly hits: number;
}

export function writeCounts(folder: string, suite: string, counts: Counts): void {
  mkdirSync(folder, { recursive: true });
  const file = `${suite.replaceAll(/[^\w.-]/g, '_')}.json`;
  writeFileSync(path.join(folder, file), JSON.stringify(counts));
}

export function readCounts(folder: string): Counts[] {
  mkdirSync(folder, { recursive: true });
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .map((file) => JSON.parse(readFileSync(path.join(folder, file), 'utf8')) as Counts);
}

export function sumOf(counts: readonly Counts[]): Counts {
  return {
    known: sumOfNumbers(counts.map(({ known }) => known)),
    seen: sumOfNumbers(counts.map(({ seen }) => seen)),
    hits: counts.reduce((sum, { hits }) => sum + hits, 0),
  };
}

/** For people. */
export function lineOf({ known, seen, hits }: Counts): string {
  const values = Object.values(known);
  const secrets = values.reduce((sum, count) => sum + count, 0);
  const kinds = values.filter((count) => count > 0).length;
  const { log = 0, error = 0, event = 0, span = 0, metric = 0, answer = 0 } = seen;
  return (
    `Canaries: ${secrets} secrets of ${kinds} kinds, looked for in ${log} log lines, ${error} errors, ${event} events, ` +
    `${span + metric} spans and metrics, ${answer} answers: ${hits} hits`
  );
}

function sumOfNumbers(all: readonly Numbers[]): Numbers {
  const sum: Record<string, number> = {};
  for (const numbers of all) {
    for (const [name, count] of Object.entries(numbers)) sum[name] = (sum[name] ?? 0) + count;
  }
  return sum;
}
