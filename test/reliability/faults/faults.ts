// npm run test:faults [-- --quick] [-- --seeds 20] [-- --faults 100000] [-- --seed 7] [-- --record]
import { Pool } from 'undici';
import { startWorker } from '../../bench/worker.js';
import { adapters } from '../support/app/adapters.js';
import { progress, runProof } from '../support/proof.js';
import { Ledger } from '../support/scalekit/ledger.js';
import { ScalekitServer } from '../support/scalekit/scalekit-server.js';
import { Violation } from '../support/violation.js';
import type { AppHandlers } from './app.js';
import { demandKinds, Injector, noFaults, sumOf, type FaultCounts } from './injector.js';
import { faultReport, RateFigures } from './report.js';
import { noFigures, slice, type Door, type SliceFigures } from './slice.js';

/** How often a call is struck, the share of a seed's faults that come at this rate, and what is promised. */
const rates = [
  { rate: 0.1, share: 0.25, promised: 0.999 },
  { rate: 0.35, share: 0.75, promised: 0.99 },
] as const;

const sliceSize = 1_500;

await runProof('faults', ['seeds', 'faults'], async ({ quick, given, seed }) => {
  const count = given['seeds'] ?? (quick ? 1 : 20);
  const seeds = seed === undefined ? numbers(count) : [seed];
  const perSeed = (given['faults'] ?? (quick ? 2_500 : 100_000)) / count;
  const counts = noFaults();
  const figures = rates.map(({ rate, promised }): RateFigures => {
    return new RateFigures(rate, promised, noFigures());
  });
  for (const one of seeds) {
    try {
      await oneSeed(one, perSeed, counts, figures);
    } catch (error) {
      if (error instanceof Violation) error.message = `seed ${one}: ${error.message}`;
      throw error;
    }
  }
  demandKinds(counts);
  const report = faultReport(seeds, counts, figures);
  // Of a thousand people one in a thousand is chance: the quick form demands that nobody is lost.
  if (!quick) for (const one of figures) one.demand(report);
  return report;
});

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

/** Fresh processes for each, so that a seed that is repeated alone begins as it did. */
async function oneSeed(
  seed: number,
  faults: number,
  counts: FaultCounts,
  figures: readonly RateFigures[],
): Promise<void> {
  const ledger = new Ledger(`s${seed}`);
  const server = await new ScalekitServer(ledger).start();
  // The shortest that is believed: in an app whose time passes faster it ends in the middle of logins.
  server.tokens.lifetimeSeconds = 30;
  const apps = await Promise.all(
    adapters.map((adapter) =>
      startWorker<AppHandlers>(new URL('app.ts', import.meta.url), [adapter, server.url]),
    ),
  );
  const urls = await Promise.all(apps.map((app) => app.ask('url')));
  const doors = urls.map((url): Door => ({ url, browsers: new Pool(url) }));
  try {
    let begun = 0;
    for (const [index, { rate, share }] of rates.entries()) {
      const injector = new Injector(seed, rate);
      server.strike = injector.strike;
      while (sumOf(injector.counts) < faults * share) {
        const into = figures[index]?.figures as SliceFigures;
        await slice(sliceSize, begun, { seed, ledger, injector, doors }, into);
        begun += sliceSize;
      }
      add(counts, injector.counts);
    }
    const { astray, wrongPushes } = ledger;
    if (astray.length > 0) throw new Violation('a redirect was followed', { astray });
    if (wrongPushes.length > 0) throw new Violation('a push was not whole', { wrongPushes });
    progress(`seed ${seed}: ${begun} login requests, ${sumOf(counts)} faults so far`);
  } finally {
    await Promise.all(doors.map(({ browsers }) => browsers.destroy()));
    await Promise.all(apps.map((app) => app.stop()));
    server.close();
  }
}

function add(total: FaultCounts, more: FaultCounts): void {
  for (const side of ['token', 'push'] as const) {
    for (const [name, count] of Object.entries(more[side])) {
      total[side][name] = (total[side][name] ?? 0) + count;
    }
  }
}
