import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { entriesIn } from './runner/judgments.js';
import { isInSample, type Sample } from './sample.js';
import { filesIn, type Targets } from './targets.js';

const repository = path.join(import.meta.dirname, '../../..');
const library = ['libs/scalekit-federation/src'];
const tests = ['test/attacks', 'test/federation', 'test/replicas', 'test/support'];

/**
 * What earlier runs have found, so that one that was broken off goes on where it was, and one with more tests
 * judges the survivors alone. All of it is of these very sources of the library.
 */
export class KeptRuns {
  readonly judgments: string;
  /** A folder: which mutants the tests of each spec reach. */
  readonly dryRuns: string;
  /** Stands for all tests as they are. */
  readonly tests: string;

  constructor({ mutated }: Targets) {
    const sources = library.flatMap(filesIn).filter((file) => !file.endsWith('.spec.ts'));
    const name = hashOf(sources, mutated.join());
    this.tests = hashOf([...library, ...tests].flatMap(filesIn), '');
    const folder = path.join(repository, 'dist/mutation/kept', name);
    this.judgments = path.join(folder, 'judgments.jsonl');
    this.dryRuns = path.join(folder, 'dry-runs');
    mkdirSync(this.dryRuns, { recursive: true });
  }

  /** How long a process was busy with those of the sample, in seconds. */
  secondsFor(sample: Sample): number {
    if (!existsSync(this.judgments)) return 0;
    const drawn = [...entriesIn(this.judgments).values()].filter(({ mutant }) =>
      isInSample(sample, mutant),
    );
    return Math.round(drawn.reduce((sum, { ms }) => sum + ms, 0) / 1000);
  }
}

function hashOf(files: readonly string[], more: string): string {
  const hash = createHash('sha256').update(more);
  for (const file of files) hash.update(file).update(readFileSync(path.join(repository, file)));
  return hash.digest('hex').slice(0, 16);
}
