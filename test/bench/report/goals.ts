import type { PushFigures } from '../contenders/client.js';
import type { Figures } from '../measure-pushes.js';
import { medianRatio } from '../statistics.js';
import type { AdapterFigures } from './summary.js';

export interface Goal {
  readonly name: string;
  readonly goal: string;
  readonly measured: number;
  readonly met: boolean;
}

/** What the project promises of a push, beside what came out. */
export function judgePushes({ completeLogin, officialSdk, bareAxiosRef }: Figures): Goal[] {
  const throughput = medianRatio(
    pick(completeLogin.rounds, 'pushesPerSecond'),
    pick(officialSdk.rounds, 'pushesPerSecond'),
  );
  const cpu = medianRatio(
    pick(completeLogin.rounds, 'cpuMicrosPerPush'),
    pick(bareAxiosRef.rounds, 'cpuMicrosPerPush'),
  );
  const tokens = completeLogin.coldTokenRequests ?? Number.NaN;
  return [
    atLeast(5, 'throughput of completeLogin / official SDK', throughput),
    atMost(1.5, 'CPU of completeLogin / bare axiosRef', cpu),
    {
      name: 'token requests of 1,000 cold pushes',
      goal: 'exactly 1',
      measured: tokens,
      met: tokens === 1,
    },
  ];
}

/** And of what a person waits for. */
export function judgeAdapter({ adapter, handOff, plainLogin }: AdapterFigures): Goal[] {
  return [
    atLeast(
      1.5,
      `throughput of a hand-off / official SDK (${adapter})`,
      handOff.throughputRatio,
      '2',
    ),
    atMost(1, `CPU of a hand-off / official SDK (${adapter})`, handOff.cpuRatio, '0.7'),
    atMost(
      150,
      `CPU µs that the module adds to a plain login (${adapter})`,
      plainLogin.with.extraCpuMicros,
    ),
  ];
}

function atLeast(bar: number, name: string, measured: number, aim?: string): Goal {
  return { name, goal: `at least ${withAim(bar, aim)}`, measured, met: measured >= bar };
}

function atMost(bar: number, name: string, measured: number, aim?: string): Goal {
  return { name, goal: `at most ${withAim(bar, aim)}`, measured, met: measured <= bar };
}

function withAim(bar: number, aim: string | undefined): string {
  return aim === undefined ? String(bar) : `${bar}, aim ${aim}`;
}

function pick(rounds: readonly PushFigures[], figure: keyof PushFigures): number[] {
  return rounds.map((round) => round[figure]);
}
