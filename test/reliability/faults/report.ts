import { table } from '../../bench/report/table.js';
import { Violation } from '../support/violation.js';
import { sumOf, type FaultCounts } from './injector.js';
import type { SliceFigures } from './slice.js';

/** What came out at one rate of faults, beside what is promised. */
export class RateFigures {
  constructor(
    readonly rate: number,
    readonly promised: number,
    readonly figures: SliceFigures,
  ) {}

  /** Of those that Scalekit has not refused for good. */
  get completed(): number {
    const { logins, terminal, atPress } = this.figures;
    return atPress.reduce((sum, count) => sum + count, 0) / (logins - terminal);
  }

  /** @throws Violation where too few came through, with all figures */
  demand(report: string): void {
    if (this.completed >= this.promised) return;
    const { rate, promised, completed } = this;
    const evidence = { rate, promised, completed };
    throw new Violation(
      `${report}

too few were sent back within three presses`,
      evidence,
    );
  }
}

export function faultReport(
  seeds: readonly number[],
  counts: FaultCounts,
  rates: readonly RateFigures[],
): string {
  const names = [...new Set([...Object.keys(counts.token), ...Object.keys(counts.push)])];
  const percent = (share: number) => `${(share * 100).toFixed(3)} %`;
  return [
    `Seeds ${seeds[0]} to ${seeds.at(-1)}: ${sumOf(counts)} faults of ${names.length} kinds, ${sumOf(counts, 'token')} on the token and ${sumOf(counts, 'push')} on the push`,
    '0 lost, 0 wrong identities, 0 redirects without an accepted push, 0 followed redirects',
    '',
    table([
      ['Fault rate', ...rates.map(({ rate }) => `${rate * 100} %`)],
      ['login requests of one person', ...rates.map(({ figures }) => `${figures.logins}`)],
      ['refused for good', ...rates.map(({ figures }) => `${figures.terminal}`)],
      ...['first', 'second', 'third'].map((nth, press) => [
        `sent back at the ${nth} press`,
        ...rates.map(({ figures }) => `${figures.atPress[press]}`),
      ]),
      ['sent back once the faults were gone', ...rates.map(({ figures }) => `${figures.later}`)],
      ['within three presses', ...rates.map(({ completed }) => percent(completed))],
      ['promised', ...rates.map(({ promised }) => percent(promised))],
      [
        'login requests of two rivals, one winner each',
        ...rates.map(({ figures }) => `${figures.contests}`),
      ],
    ]),
    '',
    table([
      ['Fault', 'token', 'push'],
      ...names.map((name) => [name, `${counts.token[name] ?? '-'}`, `${counts.push[name] ?? '-'}`]),
    ]),
  ].join('\n');
}
