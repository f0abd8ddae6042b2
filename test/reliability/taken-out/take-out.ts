import { writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import type { Rule } from './rule.js';
import { sourceWithout } from './source-without.js';

/** Takes a rule out of an unpacked package. */
export function takeOut(rule: Rule, packageFolder: string): void {
  const { outputText } = ts.transpileModule(sourceWithout(rule), {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
    },
  });
  const file = path.join(packageFolder, 'esm', rule.file.replace(/\.ts$/, '.js'));
  writeFileSync(file, outputText);
}
