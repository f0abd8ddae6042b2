/**
 * Numbers that follow from a seed and from what they are for, never from the order in which they are
 * asked: a run that is repeated meets the same faults, however its people overtake each other.
 */
export class Random {
  #state: number;

  constructor(...seeds: readonly (string | number)[]) {
    let hash = 0x811c9dc5;
    for (const character of seeds.join('\n')) {
      hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
    }
    this.#state = hash >>> 0;
  }

  /** From 0 up to 1. */
  next(): number {
    this.#state = (this.#state + 0x9e3779b9) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  /** One of them, as often as its weight says. */
  weighted<Value extends { readonly weight: number }>(values: readonly Value[]): Value {
    const total = values.reduce((sum, { weight }) => sum + weight, 0);
    let left = this.next() * total;
    const found = values.find(({ weight }) => (left -= weight) < 0) ?? values.at(-1);
    if (found === undefined) throw new Error('there is nothing to choose from');
    return found;
  }
}
