import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const repository = path.join(import.meta.dirname, '../../..');
const library = 'libs/scalekit-federation/src';

/** What is mutated, and the specs that are to notice. From the root of the repository. */
export interface Targets {
  readonly mutated: readonly string[];
  /** Specs beside the code. */
  readonly tables: readonly string[];
  /** Those that start apps. */
  readonly suites: readonly string[];
}

/** What a spec imports from its own folder is what it is about; types have nothing to mutate. */
export function pureFunctions(): Targets {
  const tables = filesIn(library).filter(isSpec);
  return { mutated: [...new Set(tables.flatMap(subjectsOf))].sort(), tables, suites: [] };
}

export function wholeLibrary(): Targets {
  const files = filesIn(library);
  const tables = files.filter(isSpec);
  const suites = ['test/attacks', 'test/federation', 'test/replicas']
    .flatMap(filesIn)
    .filter(isSpec);
  const mutated = files.filter((file) => !isSpec(file));
  return { mutated, tables, suites: suites.filter((suite) => !unsuited.has(suite)) };
}

/** One reads the sources, which are others here; the others start processes, which see no mutant. */
const unsuited = new Set([
  'test/attacks/printed-environment.spec.ts',
  'test/federation/architecture.spec.ts',
  'test/replicas/killed-replica.spec.ts',
]);

function isSpec(file: string): boolean {
  return file.endsWith('.spec.ts');
}

function subjectsOf(spec: string): string[] {
  const source = readFileSync(path.join(repository, spec), 'utf8');
  const imports = source.matchAll(/^import (?!type )[^;]*? from '\.\/([^']+)\.js';$/gm);
  return [...imports].map(([, name]) => path.posix.join(path.posix.dirname(spec), `${name}.ts`));
}

export function filesIn(folder: string): string[] {
  return readdirSync(path.join(repository, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.posix.join(folder, file.split(path.sep).join('/')))
    .sort();
}
