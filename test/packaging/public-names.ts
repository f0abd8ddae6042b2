import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import type { Build, Entry, PackedLibrary } from './package-library.js';

/** What an entry exports: `values` exist at run time, `types` for the compiler only. */
export interface PublicNames {
  readonly values: readonly string[];
  readonly types: readonly string[];
}

const snapshotFile = path.join(import.meta.dirname, 'public-names.json');

/** The public names of every entry of the library, by what one writes to import it. */
export function readPublicNames(
  { folder, entries }: PackedLibrary,
  build: Build,
): Record<string, PublicNames> {
  const fileOf = (entry: Entry) => path.join(folder, entry.builds[build].types);
  const program = ts.createProgram(entries.map(fileOf), {
    module: ts.ModuleKind.NodeNext,
    moduleResolution: ts.ModuleResolutionKind.NodeNext,
    target: ts.ScriptTarget.ES2023,
    skipLibCheck: true,
  });
  return Object.fromEntries(
    entries.map((entry) => [entry.specifier, readNames(program, fileOf(entry))]),
  );
}

function readNames(program: ts.Program, file: string): PublicNames {
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  const module = source && checker.getSymbolAtLocation(source);
  assert(module, `${file} exports nothing`);

  const names: { values: string[]; types: string[] } = { values: [], types: [] };
  for (const symbol of checker.getExportsOfModule(module)) {
    const isAlias = (symbol.flags & ts.SymbolFlags.Alias) !== 0;
    const target = isAlias ? checker.getAliasedSymbol(symbol) : symbol;
    // A class that is exported by `export type` is not there at run time.
    const isTypeOnly = (symbol.declarations ?? []).some(ts.isTypeOnlyExportDeclaration);
    const isValue = !isTypeOnly && (target.flags & ts.SymbolFlags.Value) !== 0;
    names[isValue ? 'values' : 'types'].push(symbol.name);
  }
  return { values: names.values.toSorted(), types: names.types.toSorted() };
}

/** A name that comes or goes is a decision for the changelog, so the snapshot is committed. */
export function checkSnapshot(library: PackedLibrary): void {
  const snapshot = JSON.parse(readFileSync(snapshotFile, 'utf8')) as Record<string, PublicNames>;
  const ours = Object.entries(snapshot).filter(
    ([specifier]) => specifier === library.name || specifier.startsWith(`${library.name}/`),
  );
  assert.deepEqual(
    readPublicNames(library, 'import'),
    Object.fromEntries(ours),
    'the public names differ from public-names.json; meant so: npm run test:pack -- --update-names',
  );
}

export function updateSnapshot(libraries: readonly PackedLibrary[]): void {
  const names = libraries.map((library) => readPublicNames(library, 'import'));
  writeFileSync(snapshotFile, `${JSON.stringify(Object.assign({}, ...names), null, 2)}\n`);
}
