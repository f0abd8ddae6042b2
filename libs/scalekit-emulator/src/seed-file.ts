import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { isRecord } from './environment/checks.js';

const names = ['scalekit-emulator.yaml', 'scalekit-emulator.yml', 'scalekit-emulator.json'];

/**
 * @returns the folder's seed file, if it has one
 * @throws Error if it has two: it would be a matter of luck which one is meant
 */
export function findSeedFile(folder: string): string | undefined {
  const found = names.filter((name) => existsSync(path.join(folder, name)));
  if (found.length > 1) {
    throw new Error(`there are ${found.join(' and ')}; keep one, or name it with --seed`);
  }
  return found[0] === undefined ? undefined : path.join(folder, found[0]);
}

/** @throws Error with one line that names the file and what is wrong with it */
export async function readSeedFile(file: string): Promise<object> {
  let seed: unknown;
  try {
    const text = readFileSync(file, 'utf8');
    seed = file.endsWith('.json') ? JSON.parse(text) : (await import('yaml')).parse(text);
  } catch (cause) {
    const reason = cause instanceof Error ? firstLine(cause.message) : String(cause);
    throw new Error(`cannot read the seed file ${file}: ${reason}`, { cause });
  }
  // An empty file, or one of comments only, seeds nothing.
  if (seed === undefined || seed === null) return {};
  if (isRecord(seed)) return seed;
  throw new Error(`the seed file ${file} must hold settings by their names`);
}

/** YAML's parser draws where the mistake is; the first line says it with line and column. */
function firstLine(message: string): string {
  return message.split('\n', 1)[0]?.replace(/:$/, '') ?? message;
}
