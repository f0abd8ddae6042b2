import { readdirSync, readFileSync } from 'node:fs';
import { titlesIn, type Titles } from './titles.js';

/** Suites of packages that are not ours, and of apps that a script copies elsewhere. */
const foreign = /(^|\/)(node_modules|fixtures)\//;

/** The titles of all suites of this repository, file by file. */
export function titlesOfAllSuites(): Titles {
  const found = suites().map((file) => titlesIn(file, readFileSync(file, 'utf8')));
  return {
    tests: found.flatMap(({ tests }) => tests),
    malformed: found.flatMap(({ malformed }) => malformed),
  };
}

function suites(): string[] {
  return ['apps', 'libs', 'test']
    .flatMap((folder) =>
      readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
    )
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => file.endsWith('.spec.ts') && !foreign.test(file))
    .sort();
}
