import { table } from '../../bench/report/table.js';
import { Violation } from '../support/violation.js';
import { secondHalf, slopeOf, type Sample } from './sample.js';

/** One app, and what it held at each sample. */
export interface Soaked {
  readonly adapter: string;
  /** Between two samples. */
  readonly part: { readonly byHand: number; readonly inBrowser: number };
  readonly captures: number;
  /** While the time of the part's login requests lasts. */
  readonly held: Sample[];
  /** Once it is over. */
  readonly forgotten: Sample[];
}

/**
 * Bytes by which the heap may grow from part to part over the second half. A claim that is never
 * forgotten takes some 600. The whole form has 15,000 logins in a part, so that one pointer kept of
 * each were six times too much; the quick form has 300, and the compiler is at work until its end.
 */
const bytesPerPart = { quick: 40_000, whole: 20_000 } as const;

const loginsOf = ({ part, captures }: Soaked) => part.byHand + part.inBrowser + captures;

function figuresOf(soaked: Soaked) {
  const heap = secondHalf(soaked.forgotten).map(({ heapBytes }) => heapBytes);
  const sockets = soaked.forgotten.map(({ sockets }) => sockets);
  const growth = slopeOf(heap);
  const heldBytes = soaked.held.map(({ heapBytes }, index) => {
    return heapBytes - (soaked.forgotten[index]?.heapBytes ?? 0);
  });
  const middle = Math.floor(sockets.length / 2);
  return {
    firstMegabytes: (heap[0] ?? 0) / 1e6,
    lastMegabytes: (heap.at(-1) ?? 0) / 1e6,
    bytesPerPart: growth,
    bytesPerLogin: growth / loginsOf(soaked),
    heldPerHandOff: meanOf(heldBytes) / (soaked.part.byHand + soaked.part.inBrowser),
    socketsInTheMiddle: Math.max(...sockets.slice(0, middle)),
    socketsAtTheEnd: Math.max(...sockets.slice(middle)),
  };
}

/** The mean of the second half. */
function meanOf(values: readonly number[]): number {
  const half = secondHalf(values);
  return half.reduce((sum, value) => sum + value, 0) / half.length;
}

/** @throws Violation where memory or sockets grow, with all figures */
export function demandFlat(soaked: Soaked, quick: boolean, report: string): void {
  const { bytesPerPart: growth, socketsInTheMiddle, socketsAtTheEnd } = figuresOf(soaked);
  const allowed = quick ? bytesPerPart.quick : bytesPerPart.whole;
  const { adapter } = soaked;
  if (growth > allowed) {
    throw new Violation(`${report}\n\nthe heap grows`, { adapter, growth, allowed });
  }
  if (socketsAtTheEnd > socketsInTheMiddle + 2) {
    throw new Violation(`${report}\n\nsockets are left open`, { adapter, socketsAtTheEnd });
  }
}

export function soakReport(all: readonly Soaked[], quick: boolean): string {
  const figures = all.map(figuresOf);
  const total = (count: (soaked: Soaked) => number) =>
    all.reduce((sum, soaked) => sum + count(soaked) * soaked.forgotten.length, 0);
  const row = (title: string, cell: (one: (typeof figures)[number]) => string) => [
    title,
    ...figures.map(cell),
  ];
  return [
    `${total(({ part }) => part.byHand)} hand-offs by FederationService, ${total(({ part }) => part.inBrowser)} over HTTP, ${total(({ captures }) => captures)} abandoned captures`,
    `After each of ${all[0]?.forgotten.length} parts the clock is moved by 16 minutes, and the heap is measured behind a garbage collection`,
    '',
    table([
      ['The second half', ...all.map(({ adapter }) => adapter)],
      row('heap at its begin, MB', (one) => one.firstMegabytes.toFixed(2)),
      row('heap at its end, MB', (one) => one.lastMegabytes.toFixed(2)),
      row('slope, bytes for each part', (one) => one.bytesPerPart.toFixed(0)),
      row('allowed', () => String(quick ? bytesPerPart.quick : bytesPerPart.whole)),
      row('slope, bytes for each login', (one) => one.bytesPerLogin.toFixed(2)),
      row('held before the clock is moved, bytes for each hand-off', (one) =>
        one.heldPerHandOff.toFixed(0),
      ),
      row('sockets at most, first half', (one) => String(one.socketsInTheMiddle)),
      row('sockets at most, second half', (one) => String(one.socketsAtTheEnd)),
    ]),
  ].join('\n');
}
