import type { Adapter } from '../app/app-process.js';
import type { PushFigures } from '../contenders/client.js';
import type { HandOffFigures } from '../hand-off/measure-hand-offs.js';
import type { ContenderFigures, ContenderName, Figures } from '../measure-pushes.js';
import type { PlainLoginFigures } from '../plain-login/measure-plain-login.js';
import { median } from '../statistics.js';
import type { Goal } from './goals.js';

/** Everything that was measured; what `--json` prints. */
export interface Summary {
  readonly node: string;
  readonly quick: boolean;
  readonly concurrency: number;
  readonly contenders: Readonly<Record<ContenderName, ContenderSummary>>;
  readonly adapters: readonly AdapterFigures[];
  readonly goals: readonly Goal[];
}

/** What was measured over HTTP. */
export interface AdapterFigures {
  readonly adapter: Adapter;
  readonly handOff: HandOffFigures;
  readonly plainLogin: PlainLoginFigures;
}

/** Medians over the rounds. */
export interface ContenderSummary extends PushFigures {
  /** Of 1,000 pushes at once without a token; null for those that are given one. */
  readonly coldTokenRequests: number | null;
}

export function summarizeContenders(figures: Figures): Summary['contenders'] {
  return {
    completeLogin: summarize(figures.completeLogin),
    officialSdk: summarize(figures.officialSdk),
    bareUndici: summarize(figures.bareUndici),
    bareAxiosRef: summarize(figures.bareAxiosRef),
  };
}

function summarize({ rounds, coldTokenRequests }: ContenderFigures): ContenderSummary {
  const medianOf = (figure: keyof PushFigures) => median(rounds.map((round) => round[figure]));
  return {
    pushesPerSecond: medianOf('pushesPerSecond'),
    cpuMicrosPerPush: medianOf('cpuMicrosPerPush'),
    p50Ms: medianOf('p50Ms'),
    p99Ms: medianOf('p99Ms'),
    coldTokenRequests,
  };
}
