import { createHash } from 'node:crypto';

/** Which mutants are judged. Stryker numbers them anew when the sources change. */
export interface Sample {
  /** From 0 to 1. */
  readonly share: number;
  readonly seed: number;
}

export function isInSample({ share, seed }: Sample, mutant: string): boolean {
  const hash = createHash('sha256').update(`${seed} ${mutant}`).digest();
  return hash.readUInt32LE() / 2 ** 32 < share;
}
