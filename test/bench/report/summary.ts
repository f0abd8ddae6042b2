import type { PushFigures } from '../contenders/client.js';
import { median, medianRatio } from '../statistics.js';
import type { ContenderFigures, ContenderName, Figures } from '../measure-pushes.js';
import type { PlainLoginFigures } from '../plain-login/measure-plain-login.js';

/** Everything that was measured; what `--json` prints. */
export interface Summary {
  readonly node: string;
  readonly quick: boolean;
  readonly concurrency: number;
  readonly contenders: Readonly<Record<ContenderName, ContenderSummary>>;
  readonly httpAdapter: string;
  readonly plainLogin: PlainLoginFigures;
  readonly goals: readonly Goal[];
}

/** Medians over the rounds. */
export interface ContenderSummary extends PushFigures {
  /** Of 1,000 pushes at once without a token; null for those that are given one. */
  readonly coldTokenRequests: number | null;
}

export interface Goal {
  readonly name: string;
  readonly goal: string;
  readonly measured: number;
  readonly met: boolean;
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
  return {
    pushesPerSecond: median(pick(rounds, 'pushesPerSecond')),
    cpuMicrosPerPush: median(pick(rounds, 'cpuMicrosPerPush')),
    p50Ms: median(pick(rounds, 'p50Ms')),
    p99Ms: median(pick(rounds, 'p99Ms')),
    coldTokenRequests,
  };
}

/** What the project promises, beside what came out. */
export function judge(
  { completeLogin, officialSdk, bareAxiosRef }: Figures,
  plainLogin: PlainLoginFigures,
): Goal[] {
  const throughput = medianRatio(
    pick(completeLogin.rounds, 'pushesPerSecond'),
    pick(officialSdk.rounds, 'pushesPerSecond'),
  );
  const cpu = medianRatio(
    pick(completeLogin.rounds, 'cpuMicrosPerPush'),
    pick(bareAxiosRef.rounds, 'cpuMicrosPerPush'),
  );
  const tolerance = Math.max(Math.abs(plainLogin.control.ratio - 1), 0.05);
  return [
    {
      name: 'throughput of completeLogin / official SDK',
      goal: 'at least 5',
      measured: throughput,
      met: throughput >= 5,
    },
    {
      name: 'CPU of completeLogin / bare axiosRef',
      goal: 'at most 1.5',
      measured: cpu,
      met: cpu <= 1.5,
    },
    {
      name: 'token requests of 1,000 cold pushes',
      goal: 'exactly 1',
      measured: completeLogin.coldTokenRequests ?? Number.NaN,
      met: completeLogin.coldTokenRequests === 1,
    },
    {
      name: 'CPU of a plain login, with / without the module',
      goal: `at most ${(1 + tolerance).toFixed(3)}`,
      measured: plainLogin.with.ratio,
      met: plainLogin.with.ratio <= 1 + tolerance,
    },
  ];
}

function pick(rounds: readonly PushFigures[], figure: keyof PushFigures): number[] {
  return rounds.map((round) => round[figure]);
}
