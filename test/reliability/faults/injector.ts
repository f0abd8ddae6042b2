import { Random } from '../support/random.js';
import type { Call, Strike } from '../support/scalekit/scalekit-server.js';
import { Violation } from '../support/violation.js';
import { faultKinds, type FaultKind } from './fault-kinds.js';

type Named = FaultKind & { readonly name: string };

const named = (side: Call['side']): Named[] =>
  Object.entries(faultKinds[side]).map(([name, kind]) => ({ name, ...kind }));

const kinds = { token: named('token'), push: named('push') };

/** How often each kind has struck, on each side. */
export type FaultCounts = Record<Call['side'], Record<string, number>>;

export function noFaults(): FaultCounts {
  const none = (side: Call['side']) =>
    Object.fromEntries(kinds[side].map(({ name }) => [name, 0] as const));
  return { token: none('token'), push: none('push') };
}

export function sumOf(counts: FaultCounts, side?: Call['side']): number {
  const sides = side === undefined ? [counts.token, counts.push] : [counts[side]];
  return sides.flatMap((one) => Object.values(one)).reduce((sum, count) => sum + count, 0);
}

/** Strikes calls at a rate, each as its seed says. */
export class Injector {
  readonly counts = noFaults();
  isCalm = false;
  #tokenRequests = 0;

  constructor(
    private readonly seed: number,
    private readonly rate: number,
  ) {}

  readonly strike: Strike = async (call, server) => {
    const { side, entry } = call;
    const last = kinds.push.find(({ name }) => name === entry?.terminal);
    if (last !== undefined) {
      // Not counted again: it is the same word once more.
      await last.run(call, server);
      return true;
    }
    const random = new Random(this.seed, side, entry?.id ?? '', this.#next(call));
    if (this.isCalm || !random.chance(this.rate)) return false;
    const kind = random.weighted(kinds[side]);
    this.counts[side][kind.name] = (this.counts[side][kind.name] ?? 0) + 1;
    if (kind.terminal && entry !== undefined) entry.terminal = kind.name;
    await kind.run(call, server);
    return true;
  };

  #next({ entry }: Call): number {
    if (entry === undefined) return (this.#tokenRequests += 1);
    return (entry.pushes += 1);
  }
}

/** Of each side, at least. */
const kindsAtLeast = 20;

/** @throws Violation where too few kinds came: what was not tried is not shown */
export function demandKinds(counts: FaultCounts): void {
  for (const side of ['token', 'push'] as const) {
    const seen = Object.values(counts[side]).filter((count) => count > 0).length;
    if (seen < kindsAtLeast)
      throw new Violation(`only ${seen} kinds of faults came to the ${side}`);
  }
}
