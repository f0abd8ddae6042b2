/** How much to do, and how much of it at the same time. */
export interface Load {
  readonly count: number;
  readonly concurrency: number;
}

/** Runs the task `count` times, `concurrency` at a time, and says in milliseconds how long each took. */
export async function drive(
  { count, concurrency }: Load,
  task: () => Promise<unknown>,
): Promise<number[]> {
  const latencies: number[] = [];
  let started = 0;
  await Promise.all(
    Array.from({ length: concurrency }, async () => {
      while (started < count) {
        started += 1;
        const startedAt = performance.now();
        await task();
        latencies.push(performance.now() - startedAt);
      }
    }),
  );
  return latencies;
}
