import path from 'node:path';
import { isInSample, type Sample } from './sample.js';
import type { Mutant, Report } from './stryker.js';

const library = 'libs/scalekit-federation/src';

/** A mutant, and what became of it. */
export interface Judged {
  /** From the library's sources. */
  readonly file: string;
  readonly line: number;
  readonly original: string;
  readonly replacement: string;
  readonly status: Exclude<Mutant['status'], 'RuntimeError'>;
}

/** @param elsewhere files whose mutants count only where a test reaches them */
export function judgedIn(
  { files }: Report,
  sample: Sample,
  elsewhere: readonly string[] = [],
): Judged[] {
  return Object.entries(files).flatMap(([name, { source, mutants }]) => {
    const file = path.posix.relative(library, name);
    return mutants
      .filter(({ id }) => isInSample(sample, id))
      .filter(({ status }) => status !== 'NoCoverage' || !elsewhere.includes(file))
      .flatMap((mutant): Judged[] => {
        const { location, replacement, status } = mutant;
        // What has ended a process of Stryker's: nobody knows whether a test would have noticed.
        if (status === 'RuntimeError') return [];
        const original = oneLine(originalOf(source, location));
        const { line } = location.start;
        return [{ file, line, original, replacement: oneLine(replacement), status }];
      });
  });
}

function originalOf(source: string, { start, end }: Mutant['location']): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.pop() ?? '';
  return [...lines, last.slice(0, end.column - 1)].join('\n').slice(start.column - 1);
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 90 ? `${line.slice(0, 90)}…` : line;
}
