import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { command } from './command.js';

/** One library as it would go to the registry. */
export interface PackedLibrary {
  readonly name: string;
  readonly folder: string;
  readonly tarball: string;
  /** Paths inside the tarball. */
  readonly files: readonly string[];
  readonly manifest: Manifest;
  readonly entries: readonly Entry[];
}

export interface Manifest {
  readonly name: string;
  readonly exports: Readonly<Record<string, string | Readonly<Record<Build, Target>>>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** The export conditions, one for each build. */
export type Build = 'import' | 'require';

interface Target {
  readonly types: string;
  readonly default: string;
}

/** What can be imported: the library itself, or a subpath of it. */
export interface Entry {
  readonly specifier: string;
  readonly builds: Readonly<Record<Build, Target>>;
}

interface PackReport {
  readonly filename: string;
  readonly files: readonly { readonly path: string }[];
}

export async function packLibrary(folder: string, into: string): Promise<PackedLibrary> {
  const output = await command(folder, 'npm', 'pack', '--json', '--pack-destination', into);
  const [report] = JSON.parse(output) as PackReport[];
  assert(report, 'npm pack reported nothing');
  const manifest = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as Manifest;
  return {
    name: manifest.name,
    folder,
    tarball: path.join(into, report.filename),
    files: report.files.map((file) => file.path),
    manifest,
    entries: entriesOf(manifest),
  };
}

function entriesOf({ name, exports }: Manifest): Entry[] {
  return Object.entries(exports).flatMap(([subpath, builds]) =>
    typeof builds === 'string' ? [] : [{ specifier: path.posix.join(name, subpath), builds }],
  );
}

/** What a user needs is in it, and what only we need is not. */
export function checkContents({ files, entries }: PackedLibrary): void {
  const targets = entries.flatMap(({ builds }) => [builds.import, builds.require]);
  const needed = [
    'README.md',
    'LICENSE',
    'package.json',
    'cjs/package.json',
    ...targets.flatMap((target) =>
      [target.types, target.default].map((file) => path.posix.normalize(file)),
    ),
  ];
  assert.deepEqual(
    needed.filter((file) => !files.includes(file)),
    [],
    'missing from the tarball',
  );
  assert.deepEqual(
    files.filter((file) => /(^|\/)src\/|\.spec\.|\.test\.|tsconfig|\.tsbuildinfo$/.test(file)),
    [],
    'does not belong into the tarball',
  );
}

/** Who reads the README in `node_modules` or on npm has no other file of the repository. */
export function checkReadmeLinks({ folder, files }: PackedLibrary): void {
  const readme = readFileSync(path.join(folder, 'README.md'), 'utf8');
  const links = [...readme.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, target = '']) =>
    path.posix.normalize(target),
  );
  assert.deepEqual(
    links.filter((link) => !files.includes(link)),
    [],
    'the README links to what is not in the tarball',
  );
}

/** npm would run these on the user's machine. */
export function checkNoInstallScript({ manifest }: PackedLibrary): void {
  const hooks = ['preinstall', 'install', 'postinstall', 'prepare', 'preprepare', 'postprepare'];
  assert.deepEqual(
    Object.keys(manifest.scripts ?? {}).filter((script) => hooks.includes(script)),
    [],
  );
}
