/** What this machine can do at a time. */
const lanes = 2;

/** Works on all of them, a few at a time; the results are in their order. */
export async function inLanes<Value, Result>(
  values: readonly Value[],
  work: (value: Value) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const waiting = [...values.entries()];
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      results[next[0]] = await work(next[1]);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
}
