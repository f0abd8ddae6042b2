import { setTimeout as delay } from 'node:timers/promises';
import { judge } from '../support/judge.js';
import { Person, type Pressed } from '../support/person.js';
import type { Random } from '../support/random.js';
import { connectionNames } from '../support/scalekit/credentials.js';
import { identitiesOf, type Ledger, type LoginRequestEntry } from '../support/scalekit/ledger.js';
import { Violation } from '../support/violation.js';
import type { Fleet } from './fleet.js';

/** Milliseconds between two presses of somebody whose last one failed. */
const pauseMs = 20;

/** Somebody who has a login request before them. */
export class Seat {
  last: Pressed | undefined;
  presses = 0;

  constructor(
    readonly person: Person,
    readonly entry: LoginRequestEntry,
  ) {}

  get isSentBack(): boolean {
    return this.last?.kind === 'sent back';
  }

  /** Sent back, or told that somebody else has answered. */
  get isOver(): boolean {
    const isTaken = this.last?.kind === 'told' && this.last.code === 'login_request_taken';
    return this.isSentBack || isTaken;
  }

  async press(): Promise<void> {
    this.presses += 1;
    this.last = await this.person.signIn(this.entry);
    judge(this.last, this.person, this.entry);
  }

  /** @throws Violation where somebody is stuck */
  async pressUntilOver(most: number): Promise<void> {
    for (let press = 0; press < most && !this.isOver; press += 1) {
      if (press > 0) await delay(pauseMs);
      await this.press();
    }
    if (this.isOver) return;
    throw new Violation('stuck', { loginRequest: this.entry.id, last: this.last });
  }
}

/** So many people with one login request before them, each in a browser of their own. */
export async function seat(
  count: number,
  { fleet, ledger, random }: { fleet: Fleet; ledger: Ledger; random: Random },
): Promise<Seat[]> {
  const index = Math.floor(random.next() * connectionNames.length);
  const entry = ledger.begin(connectionNames[index] ?? '');
  const seats: Seat[] = [];
  for (const name of ['usr_a', 'usr_b'].slice(0, count)) {
    const style = random.chance(0.4) ? 'script' : 'form';
    const person = new Person(fleet.browsers, fleet.url, name, style);
    await person.open(entry);
    seats.push(new Seat(person, entry));
  }
  return seats;
}

/**
 * One winner, whoever it is, and everybody else told.
 *
 * @throws Violation
 */
export function demandOneWinner(seats: readonly Seat[], ledger: Ledger): void {
  const [first] = seats;
  if (first === undefined) return;
  const { entry } = first;
  const winners = seats.filter(({ isSentBack }) => isSentBack);
  const isRight = winners.length === 1 && identitiesOf(entry).length === 1;
  if (!isRight || !seats.every(({ isOver }) => isOver)) {
    const ends = seats.map(({ last }) => last);
    throw new Violation('not exactly one winner', { loginRequest: entry.id, ends });
  }
  ledger.forget(entry);
}
