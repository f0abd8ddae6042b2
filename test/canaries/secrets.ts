import { isDistinctive } from './distinctive.js';
import { Finder, type Found } from './finder.js';
import { kinds, type Kind, type Secret } from './kinds.js';
import { spellingsOf } from './spellings.js';

/** The values that a suite has used where others may read none of them. */
export class Secrets {
  readonly #finder = new Finder<Kind>();
  readonly #kinds = new Map<string, Kind>();

  /** What a value was first, it remains: an attacker may post a cookie as a ticket. */
  learn(secret: Secret): void {
    const { kind, value } = secret;
    if (this.#kinds.has(value) || !isDistinctive(secret)) return;
    this.#kinds.set(value, kind);
    for (const text of spellingsOf(value)) this.#finder.add({ text, label: kind });
  }

  in(text: string): Found<Kind>[] {
    return this.#finder.in(text);
  }

  /** How many different values are known of each kind. */
  get counts(): Record<string, number> {
    const counts: Record<string, number> = Object.fromEntries(kinds.map((kind) => [kind, 0]));
    for (const kind of this.#kinds.values()) counts[kind] = (counts[kind] ?? 0) + 1;
    return counts;
  }
}
