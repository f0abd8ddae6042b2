import { Pool } from 'undici';
import { drive, type Load } from '../load.js';
import { percentile } from '../statistics.js';
import { startWorker, type WorkerProcess } from '../worker.js';
import type { AppHandlers } from './serve-app.js';

export const adapters = ['express', 'fastify'] as const;
export type Adapter = (typeof adapters)[number];

export interface AppProcessOptions {
  readonly file: URL;
  readonly args: readonly string[];
  readonly adapter: Adapter;
  readonly environment?: NodeJS.ProcessEnv;
  /** Where the CPU profile of the process goes. */
  readonly profileFolder?: string | undefined;
}

/** What a round asked of the app. */
export interface RoundFigures {
  readonly perSecond: number;
  /** The app's own, user and system, for each task. */
  readonly cpuMicros: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** An app in its process, and the browsers in front of it. */
export class AppProcess {
  private constructor(
    private readonly worker: WorkerProcess<AppHandlers>,
    readonly url: string,
    private readonly browsers: Pool,
  ) {}

  static async start(options: AppProcessOptions): Promise<AppProcess> {
    const { file, args, adapter, environment, profileFolder } = options;
    const worker = await startWorker<AppHandlers>(
      file,
      args,
      { ...environment, HTTP_ADAPTER: adapter },
      profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`],
    );
    const url = await worker.ask('url');
    return new AppProcess(worker, url, new Pool(url));
  }

  async measure(load: Load, task: (browsers: Pool) => Promise<void>): Promise<RoundFigures> {
    const cpuBefore = await this.worker.ask('cpuMicros');
    const startedAt = performance.now();
    const latencies = await drive(load, () => task(this.browsers));
    const seconds = (performance.now() - startedAt) / 1000;
    return {
      perSecond: load.count / seconds,
      cpuMicros: ((await this.worker.ask('cpuMicros')) - cpuBefore) / load.count,
      p50Ms: percentile(latencies, 0.5),
      p99Ms: percentile(latencies, 0.99),
    };
  }

  async stop(): Promise<void> {
    await this.browsers.close();
    await this.worker.stop();
  }
}
