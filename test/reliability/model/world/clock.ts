let aheadMs = 0;
let isStopped = false;

/**
 * Both clocks of this process as seconds that only `pass` lets go by: how long a person looks at a page
 * never depends on how busy the machine is.
 */
export function stopClocks(): void {
  if (isStopped) return;
  isStopped = true;
  const began = Date.now();
  const monotonicNow = performance.now.bind(performance);
  Date.now = () => began + aheadMs;
  performance.now = () => monotonicNow() + aheadMs;
}

export function pass(seconds: number): void {
  aheadMs += seconds * 1000;
}

export function nowSeconds(): number {
  return aheadMs / 1000;
}
