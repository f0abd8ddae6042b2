import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import type { PackedLibrary } from './package-library.js';

/** Users hand clients of these in. They are declared for their versions, and nothing of them is imported. */
const handedIn = ['ioredis', 'redis'];

/** What the build imports, types included, is declared, and what is declared is imported. */
export function checkDeclaredPackages(library: PackedLibrary): void {
  const { dependencies, peerDependencies } = library.manifest;
  const declared = Object.keys({ ...dependencies, ...peerDependencies }).filter(
    (name) => !handedIn.includes(name),
  );
  assert.deepEqual(importedPackages(library).toSorted(), declared.toSorted());
}

function importedPackages({ folder, files }: PackedLibrary): string[] {
  const specifiers = files
    .filter((file) => /\.[cm]?[jt]s$/.test(file))
    .flatMap((file) => {
      const text = readFileSync(path.join(folder, file), 'utf8');
      const { importedFiles, typeReferenceDirectives } = ts.preProcessFile(text, true, true);
      return [...importedFiles, ...typeReferenceDirectives].map(({ fileName }) => fileName);
    });
  const foreign = specifiers.filter((name) => !name.startsWith('.') && !isBuiltin(name));
  return [...new Set(foreign.map(packageOf))];
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
