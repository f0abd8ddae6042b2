import { cpSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import type { Rule } from './rule.js';
import { sourceWithout } from './source-without.js';

/**
 * A copy of the unpacked package with one rule less.
 *
 * @param folder of the package
 * @param copy where to put it
 */
export function packageWithout(rule: Rule, folder: string, copy: string): void {
  const { outputText } = ts.transpileModule(sourceWithout(rule), {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
    },
  });
  cpSync(folder, copy, { recursive: true });
  writeFileSync(path.join(copy, 'esm', rule.file.replace(/\.ts$/, '.js')), outputText);
}
