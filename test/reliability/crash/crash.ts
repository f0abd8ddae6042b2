// npm run test:crash [-- --quick] [-- --kills 300] [-- --races 1000] [-- --redis 20] [-- --seed 7] [-- --record]
import { table } from '../../bench/report/table.js';
import { progress, runProof } from '../support/proof.js';
import { Ledger } from '../support/scalekit/ledger.js';
import { ScalekitServer } from '../support/scalekit/scalekit-server.js';
import { Violation } from '../support/violation.js';
import { Fleet } from './fleet.js';
import { killPointNames, type KillPointName } from './kill-points.js';
import { killAt, type KillFigures } from './kills.js';
import { killRedis, race, type RedisFigures } from './races.js';
import { RedisProcess } from './redis-process.js';
import type { Stage } from './stage.js';

await runProof('crash', ['kills', 'races', 'redis'], async ({ quick, given, seed = 1 }) => {
  const kills = given['kills'] ?? (quick ? 12 : 300);
  const races = given['races'] ?? (quick ? 60 : 1_000);
  const redisKills = given['redis'] ?? (quick ? 1 : 20);
  const ledger = new Ledger(`s${seed}`);
  const server = await new ScalekitServer(ledger).start();
  const redis = await RedisProcess.start();
  const fleet = await Fleet.start(server, redis);
  const stage: Stage = { seed, fleet, ledger, server, redis };
  try {
    progress('three replicas stand');
    await race(races, stage);
    progress(`${races} races`);
    const byRedis: RedisFigures = { kills: 0, races: 0, turnedAway: 0 };
    for (let number = 0; number < redisKills; number += 1) await killRedis(number, stage, byRedis);
    progress(`Redis was killed ${redisKills} times`);
    const byPoint = await killReplicas(kills, stage);
    const { astray, wrongPushes } = ledger;
    if (astray.length + wrongPushes.length > 0) {
      throw new Violation('calls that are no hand-off', { astray, wrongPushes });
    }
    return report(seed, races, byRedis, byPoint);
  } catch (error) {
    if (error instanceof Violation) error.message = `seed ${seed}: ${error.message}`;
    throw error;
  } finally {
    await fleet.close();
    await redis.remove();
    server.close();
  }
});

type ByPoint = Record<KillPointName, KillFigures>;

async function killReplicas(kills: number, stage: Stage): Promise<ByPoint> {
  const none = () => ({ kills: 0, pressesAtMost: 0, contested: 0, rivalWon: 0 });
  const figures = Object.fromEntries(killPointNames.map((name) => [name, none()])) as ByPoint;
  for (let number = 0; number < kills; number += 1) {
    const point = killPointNames[number % killPointNames.length] ?? 'push on its way';
    const ofPoint = Math.floor(number / killPointNames.length);
    await killAt(point, ofPoint, stage, figures[point]);
    if ((number + 1) % 30 === 0) progress(`${number + 1} kills`);
  }
  return figures;
}

function report(seed: number, races: number, redis: RedisFigures, byPoint: ByPoint): string {
  const points = Object.entries(byPoint);
  const kills = points.reduce((sum, [, figures]) => sum + figures.kills, 0);
  return [
    `Seed ${seed}: ${kills} replicas of three killed, ${races} races, Redis killed ${redis.kills} times`,
    '0 wrong identities, 0 stuck, 0 redirects without an accepted push; one winner in every race',
    '',
    table([
      ['Killed', 'times', 'presses after it, at most', 'with a rival', 'the rival won'],
      ...points.map(([point, { kills, pressesAtMost, contested, rivalWon }]) => [
        point,
        ...[kills, pressesAtMost, contested, rivalWon].map(String),
      ]),
    ]),
    '',
    `Races in whose middle Redis was killed: ${redis.races}; people who read that it was gone: ${redis.turnedAway}`,
  ].join('\n');
}
