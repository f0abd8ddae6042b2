import path from 'node:path';
import { table } from '../../bench/report/table.js';
import type { Judged } from './judged.js';

/** What became of the mutants of a run. */
export class Figures {
  constructor(private readonly judged: readonly Judged[]) {}

  /** Of all that were judged, those that a test has noticed. */
  get share(): number {
    return shareOf(this.judged);
  }

  get table(): string {
    const folders = [...new Set(this.judged.map(folderOf))].sort();
    const row = (name: string, mutants: readonly Judged[]) => [
      name,
      `${mutants.length}`,
      ...statuses.map(([status]) => `${countOf(mutants, status)}`),
      `${(shareOf(mutants) * 100).toFixed(1)} %`,
    ];
    return table([
      ['Folder', 'mutants', ...statuses.map(([, name]) => name), 'noticed'],
      ...folders.map((folder) =>
        row(
          folder,
          this.judged.filter((mutant) => folderOf(mutant) === folder),
        ),
      ),
      row('all', this.judged),
    ]);
  }

  /** One line for each mutant that no test has noticed: where it is, what stood there, what stands there now. */
  get survivors(): string[] {
    return this.judged
      .filter(isUnnoticed)
      .map(
        ({ file, line, original, replacement }) =>
          `${file}:${line}  ${original}  =>  ${replacement}`,
      )
      .sort();
  }
}

const statuses = [
  ['Killed', 'killed'],
  ['Timeout', 'timed out'],
  ['Survived', 'survived'],
  ['NoCoverage', 'not reached'],
] as const satisfies readonly (readonly [Judged['status'], string])[];

function isUnnoticed({ status }: Judged): boolean {
  return status === 'Survived' || status === 'NoCoverage';
}

function countOf(mutants: readonly Judged[], status: Judged['status']): number {
  return mutants.filter((mutant) => mutant.status === status).length;
}

function shareOf(mutants: readonly Judged[]): number {
  return 1 - mutants.filter(isUnnoticed).length / mutants.length;
}

function folderOf({ file }: Judged): string {
  const folder = path.posix.dirname(file);
  return folder === '.' ? 'src' : folder;
}
