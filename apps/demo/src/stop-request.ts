const PARENT_CHECK_MS = 250;

/**
 * Resolves to the reason when somebody wants this program to end: Ctrl+C, SIGTERM, or the end of
 * the npm that runs it. npm's shell keeps a SIGTERM to itself and leaves its child an orphan.
 */
export function stopRequest(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve(signal));

    if (process.env['npm_lifecycle_event'] === undefined) return;
    const parent = process.ppid;
    const check = () => {
      if (process.ppid !== parent) resolve('the end of npm');
    };
    setInterval(check, PARENT_CHECK_MS).unref();
  });
}
