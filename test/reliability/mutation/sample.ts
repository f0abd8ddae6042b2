import { createHash } from 'node:crypto';

/** Which mutants are judged. Stryker numbers them anew when the sources change. */
export interface Sample {
  /** From 0 to 1. */
  readonly share: number;
  readonly seed: number;
  /** The part out of so many, from 1. */
  readonly part: number;
  readonly parts: number;
}

export function isInSample({ share, seed, part, parts }: Sample, mutant: string): boolean {
  const [drawn = 0, dealt = 0] = new Uint32Array(
    createHash('sha256').update(`${seed} ${mutant}`).digest().buffer.slice(0, 8),
  );
  return drawn / 2 ** 32 < share && dealt % parts === part - 1;
}
