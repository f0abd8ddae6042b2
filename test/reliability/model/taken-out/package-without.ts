import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import type { Rule } from './rules.js';

const sources = path.join(import.meta.dirname, '../../../../libs/scalekit-federation/src');

/**
 * A copy of the unpacked package whose source has one rule less.
 *
 * @param folder of the package
 * @param copy where to put it
 * @throws Error where the source does not read as the rule says: it has moved
 */
export function packageWithout({ file, changes }: Rule, folder: string, copy: string): void {
  let source = readFileSync(path.join(sources, file), 'utf8');
  for (const [is, without] of changes) {
    const [before, after, ...more] = source.split(is);
    if (before === undefined || after === undefined || more.length > 0) {
      throw new Error(`${file} does not have this once: ${is}`);
    }
    source = before + without + after;
  }
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      experimentalDecorators: true,
      emitDecoratorMetadata: true,
    },
  });
  cpSync(folder, copy, { recursive: true });
  writeFileSync(path.join(copy, 'esm', file.replace(/\.ts$/, '.js')), outputText);
}
