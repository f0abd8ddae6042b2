import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Rule } from './rule.js';

export const sources = path.join(import.meta.dirname, '../../../libs/scalekit-federation/src');

/**
 * The text of a rule's file without the rule.
 *
 * @throws Error where the file does not read as the rule says: it has moved
 */
export function sourceWithout({ file, changes }: Rule): string {
  let source = readFileSync(path.join(sources, file), 'utf8');
  for (const [is, without] of changes) {
    const [before, after, ...more] = source.split(is);
    if (before === undefined || after === undefined || more.length > 0) {
      throw new Error(`${file} does not have this once: ${is}`);
    }
    source = before + without + after;
  }
  return source;
}
