// npm run test:soak [-- --quick] [-- --handoffs 1000000] [-- --captures 200000] [-- --record]
import { startWorker } from '../../bench/worker.js';
import { adapters } from '../support/app/adapters.js';
import { progress, runProof } from '../support/proof.js';
import { Violation } from '../support/violation.js';
import type { AppHandlers } from './app.js';
import { demandFlat, soakReport, type Soaked } from './report.js';
import type { ServerHandlers } from './server.js';

/** One in so many hand-offs goes through a browser, the others through FederationService. */
const everyNth = 50;
const samples = 40;

await runProof('soak', ['handoffs', 'captures'], async ({ quick, given }) => {
  const handOffs = given['handoffs'] ?? (quick ? 20_000 : 1_000_000);
  const captures = given['captures'] ?? (quick ? 4_000 : 200_000);
  const share = 1 / adapters.length;
  const soaked = await Promise.all(
    adapters.map((adapter) => soak(adapter, handOffs * share, captures * share)),
  );
  const report = soakReport(soaked, quick);
  for (const one of soaked) demandFlat(one, quick, report);
  return report;
});

async function soak(adapter: string, handOffs: number, captures: number): Promise<Soaked> {
  const server = await startWorker<ServerHandlers>(new URL('server.ts', import.meta.url), []);
  const environmentUrl = await server.ask('url');
  const file = new URL('app.ts', import.meta.url);
  const app = await startWorker<AppHandlers>(file, [adapter, environmentUrl], {}, ['--expose-gc']);
  try {
    const inBrowser = Math.ceil(handOffs / samples / everyNth);
    const part = { byHand: Math.ceil(handOffs / samples) - inBrowser, inBrowser };
    const soaked: Soaked = {
      adapter,
      part,
      captures: Math.ceil(captures / samples),
      held: [],
      forgotten: [],
    };
    for (let index = 0; index < samples; index += 1) {
      await app.ask('handOff', part);
      await app.ask('capture', soaked.captures);
      const { held, forgotten } = await app.ask('sample');
      soaked.held.push(held);
      soaked.forgotten.push(forgotten);
      if ((index + 1) % 10 === 0) {
        progress(
          `${adapter}: ${index + 1} of ${samples}, ${(forgotten.heapBytes / 1e6).toFixed(2)} MB`,
        );
      }
    }
    const { taken, wrong } = await server.ask('counts');
    // Each sample needs one more, so that what is over is dropped.
    const expected = samples * (part.byHand + part.inBrowser + 1);
    if (taken !== expected || wrong > 0) {
      throw new Violation('not every hand-off is one push', { adapter, expected, taken, wrong });
    }
    return soaked;
  } finally {
    await app.stop();
    await server.stop();
  }
}
