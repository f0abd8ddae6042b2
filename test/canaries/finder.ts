import { shortestAddress } from './distinctive.js';

// A global of Jest's contexts is slow to reach, and this is called for every character.
const { imul } = Math;

/** Characters that one step looks at: those of the shortest text that is looked for. */
const width = shortestAddress;
const base = 0x01000193;
const leaving = Array.from({ length: width }).reduce<number>((power) => imul(power, base), 1);
const maskOf16Bits = 0xffff;

export interface Needle<Label> {
  readonly text: string;
  readonly label: Label;
}

export interface Found<Label> {
  readonly label: Label;
  readonly start: number;
  readonly end: number;
}

/**
 * Looks for thousands of texts in one pass, by Rabin and Karp: the time grows with the text that is read, and
 * not with what is looked for.
 */
export class Finder<Label> {
  readonly #needles = new Map<number, Needle<Label>[]>();
  /** Whether any hash with these lowest bits is known. */
  readonly #known = new Uint8Array(maskOf16Bits + 1);

  /** @param needle a text of at least eight characters */
  add(needle: Needle<Label>): void {
    const hash = hashOf(needle.text);
    this.#needles.set(hash, [...(this.#needles.get(hash) ?? []), needle]);
    this.#known[hash & maskOf16Bits] = 1;
  }

  in(text: string): Found<Label>[] {
    const found: Found<Label>[] = [];
    let hash = 0;
    for (let index = 0; index < text.length; index += 1) {
      hash = (imul(hash, base) + text.charCodeAt(index)) | 0;
      if (index >= width) {
        hash = (hash - imul(text.charCodeAt(index - width), leaving)) | 0;
      }
      if (index < width - 1 || this.#known[hash & maskOf16Bits] !== 1) continue;
      const start = index - width + 1;
      for (const { text: needle, label } of this.#needles.get(hash) ?? []) {
        if (text.startsWith(needle, start)) {
          found.push({ label, start, end: start + needle.length });
        }
      }
    }
    return found;
  }
}

function hashOf(text: string): number {
  let hash = 0;
  for (let index = 0; index < width; index += 1) {
    hash = (imul(hash, base) + text.charCodeAt(index)) | 0;
  }
  return hash;
}
