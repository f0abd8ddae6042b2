import { pathToFileURL } from 'node:url';
import path from 'node:path';
import { Coverage } from './coverage.js';

type Emulators = typeof import('scalekit-emulator');
type Emulator = Awaited<ReturnType<Emulators['ScalekitEmulator']['start']>>;

const built = path.join(
  import.meta.dirname,
  '../../../../dist/libs/scalekit-emulator/esm/index.js',
);

/** What suites set, as it is at first; a login page is set by whoever needs one. */
const initially = { loginUrl: 'http://127.0.0.1:1/login', secondPush: 'same-user' } as const;

/** Those whose suite is done. To start one takes ten times as long as most tests. */
const free: Emulator[] = [];

/**
 * Has suites start with an emulator that another one has left. One that was started in a special way, or has
 * settings that are not set back here, or is closed by a test, is nobody else's.
 */
export async function keepEmulators(): Promise<void> {
  const { ScalekitEmulator } = (await import(pathToFileURL(built).href)) as Emulators;
  const start = ScalekitEmulator.start.bind(ScalekitEmulator);
  const startOrTake = async (...settings: Parameters<typeof start>): Promise<Emulator> => {
    if (settings.length > 0) return await start(...settings);
    return free.pop() ?? kept(await outsideProduction(start));
  };
  Object.assign(ScalekitEmulator, { start: startOrTake });
}

/** With Jest, what a test sets in the environment does not reach the emulator's thread. */
async function outsideProduction<Result>(task: () => Promise<Result>): Promise<Result> {
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = 'test';
  try {
    return await task();
  } finally {
    Object.assign(process.env, { NODE_ENV });
  }
}

function kept(emulator: Emulator): Emulator {
  const configure = emulator.configure.bind(emulator);
  const close = emulator.close.bind(emulator);
  let isPlain = true;
  return Object.assign(emulator, {
    configure: (settings: Parameters<typeof configure>[0]) => {
      isPlain &&= Object.keys(settings).every((name) => name in initially);
      return configure(settings);
    },
    close: async () => {
      if (!isPlain || Coverage.isInTest) return await close();
      await configure(initially);
      await emulator.reset();
      if (!free.includes(emulator)) free.push(emulator);
    },
  });
}
