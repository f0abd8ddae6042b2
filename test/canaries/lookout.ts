import { described } from './excerpt.js';
import { isExcepted } from './exceptions.js';
import { sinks, type Kind, type Piece, type Secret, type Sink } from './kinds.js';
import { mayStand } from './rules.js';
import { Secrets } from './secrets.js';

/** Characters that wait for the end of the suite; what a longer suite has written is looked through in parts. */
const mostWaiting = 16 * 2 ** 20;
const mostDescribed = 20;

/** What a suite knew, what was looked through, and what should not have been there. */
export interface Findings {
  readonly known: Readonly<Record<string, number>>;
  readonly seen: Readonly<Record<string, number>>;
  readonly hits: number;
  /** The hits with how often each was seen, without the values. */
  readonly descriptions: readonly string[];
}

/**
 * Learns the secrets of a suite, and looks for each in all that others can read. It looks at the end, so
 * that a secret counts that was told before it was known.
 */
export class Lookout {
  readonly #secrets = new Secrets();
  #waiting: Piece[] = [];
  #waitingCharacters = 0;
  #seen = new Map<Sink, number>();
  readonly #hits = new Map<string, number>();

  /** @param suite the path of its file, for the exceptions */
  constructor(private readonly suite: string) {}

  readonly learn = (secrets: readonly Secret[]): void => {
    for (const secret of secrets) this.#secrets.learn(secret);
  };

  /** @param pieces of one and the same thing */
  readonly see = (...pieces: readonly Piece[]): void => {
    const [first] = pieces;
    if (first === undefined || pieces.every(({ text }) => text === '')) return;
    this.#seen.set(first.sink, (this.#seen.get(first.sink) ?? 0) + 1);
    for (const piece of pieces) {
      this.#waiting.push(piece);
      this.#waitingCharacters += piece.text.length;
    }
    if (this.#waitingCharacters > mostWaiting) this.#lookThrough();
  };

  /** @returns what was seen since the last time. What was known stays known. */
  takeFindings(): Findings {
    this.#lookThrough();
    const findings = {
      known: this.#secrets.counts,
      seen: Object.fromEntries(sinks.map((sink) => [sink, this.#seen.get(sink) ?? 0])),
      hits: [...this.#hits.values()].reduce((sum, times) => sum + times, 0),
      descriptions: [...this.#hits].map(([hit, times]) => `${times} × ${hit}`),
    };
    this.#seen = new Map();
    this.#hits.clear();
    return findings;
  }

  #lookThrough(): void {
    for (const piece of this.#waiting) this.#lookAt(piece);
    this.#waiting = [];
    this.#waitingCharacters = 0;
  }

  /** A kind that stands in a piece several times is one hit. */
  #lookAt(piece: Piece): void {
    const found = this.#secrets.in(piece.text);
    const hit = new Set<Kind>();
    for (const { label: kind, start, end } of found) {
      const sighting = { kind, piece, start, end };
      if (hit.has(kind) || mayStand(sighting) || isExcepted(this.suite, sighting)) continue;
      hit.add(kind);
      const description = described(sighting, found);
      const key = this.#hits.size < mostDescribed ? description : kind;
      this.#hits.set(key, (this.#hits.get(key) ?? 0) + 1);
    }
  }
}
