import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { command } from '../../packaging/command.js';
import { packLibrary } from '../../packaging/package-library.js';

type Library = typeof import('nestjs-scalekit-federation');
type PassportEntry = typeof import('nestjs-scalekit-federation/passport');
type RedisEntry = typeof import('nestjs-scalekit-federation/redis');

const root = path.join(import.meta.dirname, '../../..');

/** Inherited by every process of a proof: the folder of what was unpacked. */
const variable = 'PROVED_PACKAGE';

/**
 * Packs the library as it would be published, and unpacks it where the repository's peers are found.
 *
 * @returns what removes it again
 */
export async function packForProofs(): Promise<() => void> {
  const folder = mkdtempSync(path.join(root, 'dist/proved-'));
  const { tarball } = await packLibrary(path.join(root, 'dist/libs/scalekit-federation'), folder);
  await command(folder, 'tar', '-xf', tarball);
  process.env[variable] = path.join(folder, 'package');
  return () => rmSync(folder, { recursive: true, force: true });
}

/** What is in the tarball, and none of its sources. */
export async function packedLibrary(): Promise<Library> {
  return (await import(fileOf('.'))) as Library;
}

export async function packedPassport(): Promise<PassportEntry> {
  return (await import(fileOf('./passport'))) as PassportEntry;
}

export async function packedRedis(): Promise<RedisEntry> {
  return (await import(fileOf('./redis'))) as RedisEntry;
}

/** Where the package is that this process and its children load. */
export function unpackedFolder(): string {
  const folder = process.env[variable];
  if (folder === undefined) throw new Error(`${variable} is not set`);
  return folder;
}

/** As an app's `import` finds it, by the manifest. */
function fileOf(entry: string): string {
  const folder = unpackedFolder();
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    exports: Record<string, { import: { default: string } }>;
  };
  const file = manifest.exports[entry]?.import.default;
  if (file === undefined) throw new Error(`the package has no ${entry}`);
  return path.join(folder, file);
}
