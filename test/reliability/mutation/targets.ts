import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const repository = path.join(import.meta.dirname, '../../..');
const library = 'libs/scalekit-federation/src';

/** What is mutated, and the specs that are to notice. From the root of the repository. */
export interface Targets {
  readonly mutated: readonly string[];
  /** The quickest first. */
  readonly specs: readonly string[];
}

/** What a spec imports from its own folder is what it is about; types have nothing to mutate. */
export function pureFunctions(): Targets {
  const specs = filesIn(library).filter(isSpec);
  return { mutated: [...new Set(specs.flatMap(subjectsOf))].sort(), specs };
}

export function wholeLibrary(): Targets {
  const files = filesIn(library);
  const tables = files.filter(isSpec);
  const suites = filesIn('test/federation').filter(isSpec);
  const mutated = files.filter((file) => !isSpec(file));
  return { mutated, specs: [...tables, ...suites.filter((suite) => !unsuited.has(suite))] };
}

/** These read the sources, or start processes that run the package as it is built. */
const unsuited = new Set(['test/federation/architecture.spec.ts']);

function isSpec(file: string): boolean {
  return file.endsWith('.spec.ts');
}

function subjectsOf(spec: string): string[] {
  const source = readFileSync(path.join(repository, spec), 'utf8');
  const imports = source.matchAll(/^import (?!type )[^;]*? from '\.\/([^']+)\.js';$/gm);
  return [...imports].map(([, name]) => path.posix.join(path.posix.dirname(spec), `${name}.ts`));
}

function filesIn(folder: string): string[] {
  return readdirSync(path.join(repository, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => path.posix.join(folder, file.split(path.sep).join('/')))
    .sort();
}
