/** What a process holds at a moment, garbage collected. */
export interface Sample {
  readonly heapBytes: number;
  readonly sockets: number;
}

export function sampleOf(): Sample {
  if (globalThis.gc === undefined) throw new Error('run it with --expose-gc');
  // What the first one frees may be what kept more alive.
  globalThis.gc();
  globalThis.gc();
  const resources = process.getActiveResourcesInfo();
  return {
    heapBytes: process.memoryUsage().heapUsed,
    sockets: resources.filter((name) => name === 'TCPSocketWrap').length,
  };
}

/** By least squares: how much a value grows from one sample to the next. */
export function slopeOf(values: readonly number[]): number {
  const middle = (values.length - 1) / 2;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const [over, under] = values.reduce(
    ([over, under], value, index) => [
      over + (index - middle) * (value - mean),
      under + (index - middle) ** 2,
    ],
    [0, 0] as [number, number],
  );
  return over / under;
}

/** What the samples of the second half say; the first one belongs to the compiler and to caches that fill. */
export function secondHalf<Value>(values: readonly Value[]): Value[] {
  return values.slice(Math.floor(values.length / 2));
}
