export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** Nearest rank on a sorted copy. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort();
  const rank = Math.max(0, Math.ceil(share * sorted.length) - 1);
  return sorted[rank] ?? Number.NaN;
}

/** Median of the quotients of rounds that ran next to each other: what slows both cancels out. */
export function medianRatio(
  numerators: readonly number[],
  denominators: readonly number[],
): number {
  return median(numerators.map((value, round) => value / (denominators[round] ?? Number.NaN)));
}

/** The same for what is promised as an amount. */
export function medianDifference(values: readonly number[], baseline: readonly number[]): number {
  return median(values.map((value, round) => value - (baseline[round] ?? Number.NaN)));
}
