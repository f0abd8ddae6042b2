import { Random } from '../support/random.js';
import { Violation } from '../support/violation.js';
import { killPoints, type KillPointName } from './kill-points.js';
import { demandOneWinner, seat, type Seat } from './seats.js';
import type { Stage } from './stage.js';

/** Presses after a kill: the balancer may still send the first ones to the dead one. */
const most = 6;

export interface KillFigures {
  kills: number;
  /** Of people without a rival: how many presses it took from the kill on, at most. */
  pressesAtMost: number;
  contested: number;
  /** The rival was faster, and nothing of the killed press had been taken. */
  rivalWon: number;
}

/** One kill -9 at a point of somebody's hand-off; every second time a rival presses before they can. */
export async function killAt(
  point: KillPointName,
  number: number,
  stage: Stage,
  figures: KillFigures,
): Promise<void> {
  const { fleet, ledger, server, seed } = stage;
  const random = new Random(seed, point, number);
  const isContested = number % 2 === 1;
  const seats = await seat(isContested ? 2 : 1, { fleet, ledger, random });
  const [victim, rival] = seats;
  if (victim === undefined) throw new Error('nobody sits there');
  const slot = await struck(point, victim, stage);
  server.strike = undefined;
  await fleet.replica(slot).isGone();
  for (const { tap } of fleet.replicas) tap.disarm();
  const before = victim.presses;
  await rival?.pressUntilOver(most);
  await victim.pressUntilOver(most);
  demandOneWinner(seats, ledger);
  await fleet.replace(slot);
  figures.kills += 1;
  if (rival !== undefined) {
    figures.contested += 1;
    if (rival.isSentBack) figures.rivalWon += 1;
  } else figures.pressesAtMost = Math.max(figures.pressesAtMost, victim.presses - before);
}

/** @returns whose place it was */
async function struck(name: KillPointName, victim: Seat, stage: Stage): Promise<number> {
  const { fleet, server } = stage;
  const point = killPoints[name];
  const before = fleet.counts();
  let slot: number | undefined;
  const kill = (): void => {
    slot ??= fleet.slotSince(before);
    fleet.replica(slot).kill();
  };
  if (point === undefined) {
    // The page is opened once more, and whoever showed it is gone before the press.
    await victim.person.open(victim.entry);
    kill();
  } else {
    point({ fleet, kill, atPush: (strike) => (server.strike = onPush(strike)) });
    await victim.press();
  }
  if (slot === undefined)
    throw new Violation('nothing was killed', { point: name, last: victim.last });
  return slot;
}

/** Tokens are given as always. */
function onPush(strike: NonNullable<Stage['server']['strike']>): typeof strike {
  return async (call, server) => (call.side === 'push' ? strike(call, server) : false);
}
