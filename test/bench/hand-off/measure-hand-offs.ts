import { join } from 'node:path';
import { AppProcess, type Adapter, type RoundFigures } from '../app/app-process.js';
import type { Load } from '../load.js';
import type { RoundPlan } from '../plan.js';
import { inTurns } from '../rounds.js';
import type { ServerHandlers } from '../server/server.js';
import { median, medianRatio } from '../statistics.js';
import type { WorkerProcess } from '../worker.js';
import type { HandOffVariant } from './app.js';
import { handOff } from './visitor.js';

export interface HandOffFigures {
  /** Medians over the rounds. */
  readonly module: RoundFigures;
  readonly officialSdk: RoundFigures;
  /** The module's throughput over the SDK's: median of the quotients, round by round. */
  readonly throughputRatio: number;
  readonly cpuRatio: number;
}

export interface HandOffSetting {
  readonly environmentUrl: string;
  readonly certificateFile: string;
  readonly server: WorkerProcess<ServerHandlers>;
  /** Each app gets a folder of its own in it. */
  readonly profileFolder: string | undefined;
}

/** A whole login through the module, and through the same routes that push by the official SDK. */
export async function measureHandOffs(
  plan: RoundPlan,
  adapter: Adapter,
  { environmentUrl, certificateFile, server, profileFolder }: HandOffSetting,
  progress: (text: string) => void,
): Promise<HandOffFigures> {
  const start = (variant: HandOffVariant) =>
    AppProcess.start({
      file: new URL('app.ts', import.meta.url),
      args: [variant, environmentUrl],
      adapter,
      environment: { NODE_EXTRA_CA_CERTS: certificateFile },
      profileFolder: profileFolder && join(profileFolder, `${adapter}-${variant}`),
    });
  /** @throws Error when the server accepted more or fewer pushes than logins were made */
  const measure = async (app: AppProcess, load: Load): Promise<RoundFigures> => {
    await server.ask('takeCounts');
    const figures = await app.measure(load, (browsers) => handOff(browsers, app.url));
    const { pushes } = await server.ask('takeCounts');
    if (pushes !== load.count) throw new Error(`${pushes} of ${load.count} pushes arrived`);
    return figures;
  };

  const apps = [await start('module'), await start('officialSdk')];
  try {
    progress(`warm-up of the hand-offs on ${adapter}`);
    for (const app of apps) await measure(app, plan.warmUp);
    const [module = [], officialSdk = []] = await inTurns(
      apps,
      plan.rounds,
      (round) => progress(`hand-offs on ${adapter}, ${round}`),
      (app) => measure(app, plan.round),
    );
    return {
      module: medians(module),
      officialSdk: medians(officialSdk),
      throughputRatio: medianRatio(pick(module, 'perSecond'), pick(officialSdk, 'perSecond')),
      cpuRatio: medianRatio(pick(module, 'cpuMicros'), pick(officialSdk, 'cpuMicros')),
    };
  } finally {
    await Promise.all(apps.map((app) => app.stop()));
  }
}

function medians(rounds: readonly RoundFigures[]): RoundFigures {
  return {
    perSecond: median(pick(rounds, 'perSecond')),
    cpuMicros: median(pick(rounds, 'cpuMicros')),
    p50Ms: median(pick(rounds, 'p50Ms')),
    p99Ms: median(pick(rounds, 'p99Ms')),
  };
}

function pick(rounds: readonly RoundFigures[], figure: keyof RoundFigures): number[] {
  return rounds.map((round) => round[figure]);
}
