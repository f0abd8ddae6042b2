import { LoginCheckFailedError, LoginCheckSkippedError, type LoginCheck } from 'scalekit-emulator';

export interface Verdict {
  readonly id: string;
  readonly verdict: 'passed' | 'failed' | 'skipped';
  /** What was seen, or why it was skipped. */
  readonly why: string;
}

export async function verdictOf({ id, run }: LoginCheck): Promise<Verdict> {
  try {
    await run();
    return { id, verdict: 'passed', why: '' };
  } catch (error) {
    if (error instanceof LoginCheckSkippedError) {
      return { id, verdict: 'skipped', why: error.reason };
    }
    if (error instanceof LoginCheckFailedError) return { id, verdict: 'failed', why: error.seen };
    throw error;
  }
}

/** One after the other. */
export async function verdictsOf(checks: readonly LoginCheck[]): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  for (const check of checks) verdicts.push(await verdictOf(check));
  return verdicts;
}
