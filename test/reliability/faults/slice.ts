import type { Pool } from 'undici';
import { drive } from '../../bench/load.js';
import { Person } from '../support/person.js';
import { Random } from '../support/random.js';
import { connectionNames } from '../support/scalekit/credentials.js';
import { identitiesOf, type Ledger } from '../support/scalekit/ledger.js';
import { Violation } from '../support/violation.js';
import type { Injector } from './injector.js';
import { OneLogin, presses } from './one-login.js';

const concurrency = 64;

/** One in so many login requests has two people before it, who press at the same time. */
const contested = 0.04;

/** Presses once the faults are gone: a circuit breaker that is open has to hear of it first. */
const patience = 4;

/** An app, and the browsers in front of it. */
export interface Door {
  readonly url: string;
  readonly browsers: Pool;
}

/** What became of the login requests that one person alone had before them. */
export interface SliceFigures {
  logins: number;
  /** Sent back at the first, second and third press. */
  readonly atPress: number[];
  terminal: number;
  /** Not sent back within three presses, and sent back once the faults were gone. */
  later: number;
  /** Login requests with two people: each has one winner, or Scalekit's last word. */
  contests: number;
}

export function noFigures(): SliceFigures {
  return {
    logins: 0,
    atPress: Array.from({ length: presses }, () => 0),
    terminal: 0,
    later: 0,
    contests: 0,
  };
}

/**
 * So many login requests while faults come, and then those that are left once no more do.
 *
 * @throws Violation
 */
export async function slice(
  count: number,
  from: number,
  {
    seed,
    ledger,
    injector,
    doors,
  }: { seed: number; ledger: Ledger; injector: Injector; doors: readonly Door[] },
  figures: SliceFigures,
): Promise<void> {
  const left: OneLogin[][] = [];
  let next = from;
  injector.isCalm = false;
  await drive({ count, concurrency }, async () => {
    const index = next++;
    const random = new Random(seed, 'person', index);
    const door = doors[index % doors.length];
    if (door === undefined) throw new Error('there is no app');
    const entry = ledger.begin(
      connectionNames[Math.floor(random.next() * connectionNames.length)] ?? '',
    );
    const login = (name: string) => {
      const style = random.chance(0.4) ? 'script' : 'form';
      return new OneLogin(new Person(door.browsers, door.url, name, style), entry, random);
    };
    const logins = [login(`usr_${index}_a`)];
    if (random.chance(contested)) logins.push(login(`usr_${index}_b`));
    for (const { person } of logins) await person.open(entry);
    await Promise.all(logins.map((one) => one.press()));
    if (logins.every(({ isOver }) => isOver)) end(logins, ledger, figures);
    else left.push(logins);
  });
  injector.isCalm = true;
  await drive({ count: left.length, concurrency: concurrency / 4 }, async () => {
    const logins = left.pop() ?? [];
    for (let press = 0; press < patience; press += 1) {
      const waiting = logins.filter(({ isOver }) => !isOver);
      await Promise.all(waiting.map((one) => one.pressPatiently()));
    }
    end(logins, ledger, figures);
  });
}

function end(logins: readonly OneLogin[], ledger: Ledger, figures: SliceFigures): void {
  const [only, rival] = logins;
  if (only === undefined) return;
  const { entry } = only;
  const evidence = { loginRequest: entry.id, ends: logins.map(({ last }) => last) };
  const sentBack = logins.filter(({ isSentBack }) => isSentBack).length;
  if (!logins.every(({ isOver }) => isOver)) throw new Violation('a login was lost', evidence);
  if (only.isTerminal && sentBack > 0)
    throw new Violation('sent back against a last word', evidence);
  if (!only.isTerminal && sentBack !== 1)
    throw new Violation('nobody, or both were sent back', evidence);
  if (identitiesOf(entry).length > 1) throw new Violation('two identities', evidence);
  ledger.forget(entry);
  if (rival !== undefined) {
    figures.contests += 1;
    return;
  }
  figures.logins += 1;
  if (only.isTerminal) figures.terminal += 1;
  else if (only.pressed > presses) figures.later += 1;
  else figures.atPress[only.pressed - 1] = (figures.atPress[only.pressed - 1] ?? 0) + 1;
}
