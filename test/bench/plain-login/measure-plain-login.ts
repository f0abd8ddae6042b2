import { Pool } from 'undici';
import { median, medianRatio } from '../statistics.js';
import { drive, type Load } from '../load.js';
import { startWorker, type WorkerProcess } from '../worker.js';
import type { AppHandlers, Variant } from './app.js';
import { account } from './local.strategy.js';

/** What a login that Scalekit didn't ask for costs the app, in CPU microseconds. */
export interface LoginFigures {
  readonly cpuMicrosPerLogin: number;
  /** Median of the quotients with the app without the module, round by round. */
  readonly ratio: number;
}

/** `control` is a second copy of `without`; `empty` has a guard and an interceptor that do nothing. */
const variants = {
  without: 'without',
  control: 'without',
  empty: 'empty',
  with: 'with',
} as const satisfies Record<string, Variant>;

export type PlainLoginFigures = Readonly<Record<keyof typeof variants, LoginFigures>>;

/** Alternating rounds, each app in a warm process of its own. */
export async function measurePlainLogin(
  plan: { readonly warmUp: Load; readonly round: Load; readonly rounds: number },
  progress: (text: string) => void,
): Promise<PlainLoginFigures> {
  const names = Object.keys(variants) as (keyof typeof variants)[];
  const apps = await Promise.all(names.map((name) => LoginApp.start(variants[name])));
  try {
    for (const app of apps) await app.logIn(plan.warmUp);
    for (let round = 0; round < plan.rounds; round += 1) {
      progress(`plain login, round ${round + 1} of ${plan.rounds}`);
      const first = round % apps.length;
      for (const app of [...apps.slice(first), ...apps.slice(0, first)]) {
        app.micros.push(await app.logIn(plan.round));
      }
    }
  } finally {
    await Promise.all(apps.map((app) => app.stop()));
  }
  const baseline = apps[0]?.micros ?? [];
  return Object.fromEntries(
    names.map((name, index): [string, LoginFigures] => {
      const micros = apps[index]?.micros ?? [];
      return [name, { cpuMicrosPerLogin: median(micros), ratio: medianRatio(micros, baseline) }];
    }),
  ) as PlainLoginFigures;
}

/** One of the apps in its process, and the browsers in front of it. */
class LoginApp {
  /** One figure for each round. */
  readonly micros: number[] = [];

  private constructor(
    private readonly worker: WorkerProcess<AppHandlers>,
    private readonly browsers: Pool,
  ) {}

  static async start(variant: Variant): Promise<LoginApp> {
    const worker = await startWorker<AppHandlers>(new URL('app.ts', import.meta.url), [variant]);
    return new LoginApp(worker, new Pool(await worker.ask('url')));
  }

  /** @returns CPU microseconds of the app for each login */
  async logIn(load: Load): Promise<number> {
    const before = await this.worker.ask('cpuMicros');
    await drive(load, () => this.request());
    return ((await this.worker.ask('cpuMicros')) - before) / load.count;
  }

  async stop(): Promise<void> {
    await this.browsers.close();
    await this.worker.stop();
  }

  private async request(): Promise<void> {
    const { statusCode, body } = await this.browsers.request({
      path: '/login',
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        // The app's own; none of ours.
        cookie: 'connect.sid=s%3A4mGZ1kqv0l2rP8',
      },
      body: new URLSearchParams(account).toString(),
    });
    await body.dump();
    if (statusCode !== 200) throw new Error(`the login was answered ${statusCode}`);
  }
}
