/** How much is kept: whatever is reached first counts. */
export interface Bounds {
  readonly entries: number;
  readonly bytes?: number;
}

interface Kept<Value> {
  readonly value: Value;
  readonly bytes: number;
}

/**
 * A map of the newest values: the oldest go when a new one finds no room. Any page that a developer visits can make the
 * emulator remember something, so nothing that it remembers may grow without end.
 */
export class Newest<Value> {
  readonly #kept = new Map<string, Kept<Value>>();
  #bytes = 0;
  #dropped = 0;

  /** @param onDrop told of each value that had to go, not of those that were deleted */
  constructor(
    private readonly bounds: Bounds,
    private readonly onDrop: (value: Value) => void = () => {},
  ) {}

  /** How many values had to go since the start or the last `clear()`. */
  get dropped(): number {
    return this.#dropped;
  }

  /** @param bytes what the value takes up, as far as bytes are bounded here */
  set(key: string, value: Value, bytes = 0): void {
    this.delete(key);
    this.#kept.set(key, { value, bytes });
    this.#bytes += bytes;
    while (this.#overflows()) this.#dropOldest();
  }

  get(key: string): Value | undefined {
    return this.#kept.get(key)?.value;
  }

  /** Key and value, the oldest first. */
  entries(): [string, Value][] {
    return [...this.#kept].map(([key, { value }]) => [key, value]);
  }

  values(): Value[] {
    return [...this.#kept.values()].map(({ value }) => value);
  }

  delete(key: string): void {
    this.#bytes -= this.#kept.get(key)?.bytes ?? 0;
    this.#kept.delete(key);
  }

  clear(): void {
    this.#kept.clear();
    this.#bytes = 0;
    this.#dropped = 0;
  }

  #overflows(): boolean {
    const { entries, bytes = Infinity } = this.bounds;
    return this.#kept.size > entries || this.#bytes > bytes;
  }

  #dropOldest(): void {
    const [oldest] = this.#kept;
    if (!oldest) return;
    this.delete(oldest[0]);
    this.#dropped += 1;
    this.onDrop(oldest[1].value);
  }
}
