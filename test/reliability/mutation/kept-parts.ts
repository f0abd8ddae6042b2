import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Judged } from './judged.js';
import { filesIn, type Targets } from './targets.js';

const repository = path.join(import.meta.dirname, '../../..');

/** What came of a part. */
export interface Part {
  readonly judged: readonly Judged[];
  /** How many mutants the sources have, judged or not. */
  readonly all: number;
  readonly seconds: number;
}

/**
 * The parts of a long run that are done, so that one that was broken off goes on where it was. They hold as
 * long as no line of the library or its tests changes.
 */
export class KeptParts {
  private readonly folder: string;

  /** @param asked what else makes one run another one than the next */
  constructor({ mutated }: Targets, asked: object) {
    const hash = createHash('sha256').update(JSON.stringify([mutated, asked]));
    for (const file of ['libs/scalekit-federation/src', 'test/federation', 'test/support'].flatMap(
      filesIn,
    )) {
      hash.update(file).update(readFileSync(path.join(repository, file)));
    }
    const name = hash.digest('hex').slice(0, 16);
    this.folder = path.join(repository, 'dist/mutation/parts', name);
  }

  /** @param judge does a part that is not done yet */
  part(part: number, judge: () => Part): Part {
    const file = path.join(this.folder, `${part}.json`);
    if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as Part;
    const done = judge();
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(file, JSON.stringify(done));
    return done;
  }
}
