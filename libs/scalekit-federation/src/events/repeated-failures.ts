import type { Summary } from './log-entry.js';

/** Milliseconds between two lines about failures that are alike. */
export const summaryMs = 30_000;

/** As many as somebody reads, about 4 KB. */
const maxAffected = 100;

interface Repeated {
  /** How many of them have had a line of their own. */
  alone: number;
  count: number;
  readonly affected: string[];
  tell: (summary: Summary) => void;
  timer: NodeJS.Timeout;
}

/** Tells the first of failures that are alike by themselves, and the others in one line every 30 s. */
export class RepeatedFailures {
  readonly #byKind = new Map<string, Repeated>();

  /**
   * @param kind what makes two alike
   * @param alone how many of a kind are told by themselves
   * @param affected whom it happened to
   * @param tell writes the line that stands for those that came since the last one
   * @returns whether this one is to be told by itself
   */
  isToldAlone(
    kind: string,
    alone: number,
    affected: string,
    tell: (summary: Summary) => void,
  ): boolean {
    const repeated = this.#byKind.get(kind);
    if (repeated === undefined) {
      const timer = this.#nextSummary(kind);
      this.#byKind.set(kind, { alone: 1, count: 0, affected: [], tell, timer });
      return true;
    }
    if (repeated.alone < alone) {
      repeated.alone += 1;
      return true;
    }
    repeated.count += 1;
    repeated.tell = tell;
    if (affected !== '' && repeated.affected.length < maxAffected) repeated.affected.push(affected);
    return false;
  }

  /** Tells what has not been told yet. */
  end(): void {
    for (const kind of this.#byKind.keys()) this.#sumUp(kind);
    for (const { timer } of this.#byKind.values()) clearTimeout(timer);
    this.#byKind.clear();
  }

  /** A quiet time ends it: the next one is a first one again. */
  #sumUp(kind: string): void {
    const repeated = this.#byKind.get(kind);
    if (repeated === undefined) return;
    const { count, affected } = repeated;
    if (count === 0) {
      this.#byKind.delete(kind);
      return;
    }
    repeated.count = 0;
    repeated.timer = this.#nextSummary(kind);
    repeated.tell({ count, affected: affected.splice(0) });
  }

  #nextSummary(kind: string): NodeJS.Timeout {
    return setTimeout(() => this.#sumUp(kind), summaryMs).unref();
  }
}
