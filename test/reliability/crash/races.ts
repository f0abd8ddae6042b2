import { drive } from '../../bench/load.js';
import { Random } from '../support/random.js';
import { Violation } from '../support/violation.js';
import { demandOneWinner, seat, type Seat } from './seats.js';
import type { Stage } from './stage.js';

const concurrency = 8;

/** Races of two people for one login request, on whichever replicas the balancer chooses. */
export async function race(count: number, stage: Stage): Promise<void> {
  let next = 0;
  await drive({ count, concurrency }, async () => {
    const seats = await seat(2, { ...stage, random: new Random(stage.seed, 'race', next++) });
    await Promise.all(seats.map((one) => one.press()));
    demandOneWinner(seats, stage.ledger);
  });
}

/** Presses until Redis is back: clients come back at their own pace, up to a few seconds. */
const most = 500;

export interface RedisFigures {
  kills: number;
  races: number;
  /** Told 503 `store_unavailable`, before they pressed again. */
  turnedAway: number;
}

/** Races in whose middle Redis is killed, and those that go on once it is back. */
export async function killRedis(
  number: number,
  { redis, ...stage }: Stage,
  figures: RedisFigures,
): Promise<void> {
  const random = new Random(stage.seed, 'redis', number);
  const races: Seat[][] = [];
  for (let index = 0; index < concurrency; index += 1) {
    races.push(await seat(2, { ...stage, random }));
  }
  const people = races.flat();
  // Some are through when it is killed, some are on their way, and the others press while it is gone.
  const early = Math.floor(random.next() * people.length);
  const presses = people.slice(0, early).map((one) => one.press());
  await Promise.all(presses.slice(0, Math.floor(random.next() * early)));
  const killed = redis.kill();
  await Promise.all([killed, ...presses]);
  await Promise.all(people.slice(early).map((one) => one.press()));
  // Whoever is not through yet is turned away while it is gone, and nobody gets past it.
  const waiting = people.filter(({ isOver }) => !isOver);
  await Promise.all(waiting.map((one) => one.press()));
  for (const { last, isOver } of waiting) {
    const isTold = last?.kind === 'told' && last.code === 'store_unavailable';
    if (!isTold && !isOver) throw new Violation('no word on the outage of the store', { last });
  }
  await redis.start();
  await Promise.all(people.map((one) => one.pressUntilOver(most)));
  for (const seats of races) demandOneWinner(seats, stage.ledger);
  figures.kills += 1;
  figures.races += races.length;
  figures.turnedAway += waiting.length;
}
