import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { DryRun } from './answers.js';
import { hashOfFile } from './judgments.js';

/** Which mutants the tests of a spec reach, as an earlier process has seen it. It holds as long as the spec stays as it is. */
export class DryRuns {
  constructor(private readonly folder: string) {}

  of(spec: string): DryRun | undefined {
    const kept = this.#fileOf(spec);
    return existsSync(kept) ? (JSON.parse(readFileSync(kept, 'utf8')) as DryRun) : undefined;
  }

  keep(spec: string, seen: DryRun): void {
    writeFileSync(this.#fileOf(spec), JSON.stringify(seen));
  }

  #fileOf(spec: string): string {
    return path.join(this.folder, `${spec.replaceAll('/', '+')}-${hashOfFile(spec)}.json`);
  }
}
