import path from 'node:path';
import { table } from '../../bench/report/table.js';
import { isInSample, type Sample } from './sample.js';
import type { Mutant, Report } from './stryker.js';

const library = 'libs/scalekit-federation/src';

/** A mutant that was judged, with the file it stands in. */
interface Judged extends Mutant {
  /** From the library's sources. */
  readonly file: string;
  readonly source: string;
}

/** What became of the mutants of one run. */
export class Figures {
  private constructor(
    private readonly judged: readonly Judged[],
    /** How many there are, judged or not. */
    private readonly all: number,
  ) {}

  /** @param elsewhere files whose mutants count only where a test reaches them */
  static of({ files }: Report, sample: Sample, elsewhere: readonly string[] = []): Figures {
    const mutants = Object.entries(files).flatMap(([file, { source, mutants: found }]) =>
      found.map((mutant) => ({ ...mutant, source, file: path.posix.relative(library, file) })),
    );
    const own = mutants.filter(
      ({ file, status }) => status !== 'NoCoverage' || !elsewhere.includes(file),
    );
    return new Figures(
      own.filter(({ id }) => isInSample(sample, id)),
      own.length,
    );
  }

  /** Of all that were judged, those that a test has noticed. */
  get share(): number {
    return shareOf(this.judged);
  }

  get text(): string {
    const folders = [...new Set(this.judged.map(folderOf))].sort();
    const row = (name: string, mutants: readonly Judged[]) => [
      name,
      `${mutants.length}`,
      ...statuses.map(([status]) => `${countOf(mutants, status)}`),
      `${(shareOf(mutants) * 100).toFixed(1)} %`,
    ];
    return [
      `${this.judged.length} of ${this.all} mutants`,
      '',
      table([
        ['Folder', 'mutants', ...statuses.map(([, name]) => name), 'noticed'],
        ...folders.map((folder) =>
          row(
            folder,
            this.judged.filter((mutant) => folderOf(mutant) === folder),
          ),
        ),
        row('all', this.judged),
      ]),
    ].join('\n');
  }

  /** One line for each mutant that no test has noticed: where it is, what stood there, what stands there now. */
  get survivors(): string[] {
    return this.judged.filter(isUnnoticed).map((mutant) => {
      const { line } = mutant.location.start;
      const is = oneLine(originalOf(mutant));
      return `${mutant.file}:${line}  ${is}  =>  ${oneLine(mutant.replacement)}`;
    });
  }
}

const statuses = [
  ['Killed', 'killed'],
  ['Timeout', 'timed out'],
  ['Survived', 'survived'],
  ['NoCoverage', 'not reached'],
] as const satisfies readonly (readonly [Mutant['status'], string])[];

function isUnnoticed({ status }: Mutant): boolean {
  return status === 'Survived' || status === 'NoCoverage';
}

function countOf(mutants: readonly Mutant[], status: Mutant['status']): number {
  return mutants.filter((mutant) => mutant.status === status).length;
}

function shareOf(mutants: readonly Mutant[]): number {
  return 1 - mutants.filter(isUnnoticed).length / mutants.length;
}

function folderOf({ file }: Judged): string {
  const folder = path.posix.dirname(file);
  return folder === '.' ? 'src' : folder;
}

function originalOf({ source, location: { start, end } }: Judged): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.pop() ?? '';
  return [...lines, last.slice(0, end.column - 1)].join('\n').slice(start.column - 1);
}

function oneLine(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 90 ? `${line.slice(0, 90)}…` : line;
}
