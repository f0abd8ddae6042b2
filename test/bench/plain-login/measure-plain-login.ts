import type { Pool } from 'undici';
import { AppProcess, type Adapter } from '../app/app-process.js';
import { account } from '../app/local.strategy.js';
import type { RoundPlan } from '../plan.js';
import { inTurns } from '../rounds.js';
import { median, medianDifference } from '../statistics.js';
import type { Variant } from './app.js';

/** What a login that Scalekit didn't ask for costs the app, in CPU microseconds. */
export interface LoginFigures {
  readonly cpuMicros: number;
  /** Median of the differences from the app without the module, round by round. */
  readonly extraCpuMicros: number;
}

/** `control` is a second copy of `without`; `empty` has a guard and an interceptor that do nothing. */
const variants = {
  without: 'without',
  control: 'without',
  empty: 'empty',
  with: 'with',
} as const satisfies Record<string, Variant>;

export type PlainLoginFigures = Readonly<Record<keyof typeof variants, LoginFigures>>;

/** Each app in a warm process of its own. */
export async function measurePlainLogin(
  plan: RoundPlan,
  adapter: Adapter,
  progress: (text: string) => void,
): Promise<PlainLoginFigures> {
  const names = Object.keys(variants) as (keyof typeof variants)[];
  const file = new URL('app.ts', import.meta.url);
  const apps = await Promise.all(
    names.map((name) => AppProcess.start({ file, args: [variants[name]], adapter })),
  );
  try {
    for (const app of apps) await app.measure(plan.warmUp, logIn);
    const announce = (round: string) => progress(`plain logins on ${adapter}, ${round}`);
    const rounds = await inTurns(
      apps,
      plan.rounds,
      announce,
      async (app) => (await app.measure(plan.round, logIn)).cpuMicros,
    );
    const baseline = rounds[0] ?? [];
    return Object.fromEntries(
      names.map((name, index): [string, LoginFigures] => {
        const micros = rounds[index] ?? [];
        const extraCpuMicros = medianDifference(micros, baseline);
        return [name, { cpuMicros: median(micros), extraCpuMicros }];
      }),
    ) as PlainLoginFigures;
  } finally {
    await Promise.all(apps.map((app) => app.stop()));
  }
}

async function logIn(browsers: Pool): Promise<void> {
  const { statusCode, body } = await browsers.request({
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
