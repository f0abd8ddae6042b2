// Packs both libraries as they would be published, and uses them as strangers do.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { command } from './command.js';
import { FreshApp } from './fresh-app.js';
import { checkDeclaredPackages } from './imported-packages.js';
import {
  checkContents,
  checkNoInstallScript,
  checkReadmeLinks,
  packLibrary,
  type PackedLibrary,
} from './package-library.js';
import { Progress } from './progress.js';
import { checkSnapshot, readPublicNames, updateSnapshot } from './public-names.js';

const root = path.join(import.meta.dirname, '../..');
const progress = new Progress();
const workspace = await mkdtemp(path.join(tmpdir(), 'packed-'));

try {
  const libraries = await packLibraries();
  if (process.argv.includes('--update-names')) updateSnapshot(libraries);
  for (const library of libraries) await checkLibrary(library);
  for (const name of ['nest-10-commonjs', 'nest-11-commonjs']) {
    await checkApp(name, libraries, {
      tests: { 'ts-jest, as `nest new` sets it up': 'test' },
      lacks: [],
    });
  }
  await checkApp('nest-12-esm', libraries, {
    tests: { 'Vitest, as `nest new` sets it up': 'test', 'Jest in ESM mode': 'test:jest' },
    lacks: ['nestjs-scalekit-federation/passport'],
  });
  await checkGraphQlApp('nest-11-graphql', libraries);
  await checkInstrumentedApp('nest-11-instrumented', libraries);
} finally {
  await rm(workspace, { recursive: true, force: true });
  progress.close();
}

async function packLibraries(): Promise<PackedLibrary[]> {
  const libraries: PackedLibrary[] = [];
  progress.section('Build');
  await progress.check('both libraries build', () =>
    command(root, process.execPath, 'libs/build.mjs'),
  );
  for (const name of ['scalekit-federation', 'scalekit-emulator']) {
    await progress.check(`npm pack takes ${name}`, async () => {
      libraries.push(await packLibrary(path.join(root, 'dist/libs', name), workspace));
    });
  }
  return libraries;
}

async function checkLibrary(library: PackedLibrary): Promise<void> {
  progress.section(library.name);
  await progress.check('holds both builds, README and LICENSE, and no source', () =>
    checkContents(library),
  );
  await progress.check('has what its README links to', () => checkReadmeLinks(library));
  await progress.check('runs nothing on install', () => checkNoInstallScript(library));
  await progress.check('declares the packages that it imports, and no others', () =>
    checkDeclaredPackages(library),
  );
  await progress.check('exports the names of public-names.json', () => checkSnapshot(library));
  await progress.check('exports the same names from both builds', () =>
    assert.deepEqual(readPublicNames(library, 'require'), readPublicNames(library, 'import')),
  );
  await progress.check('pleases publint', async () => {
    const { messages, pkg } = await publint({
      strict: true,
      pack: { tarball: (await readFile(library.tarball)).buffer },
    });
    assert.deepEqual(
      messages.map((message) => formatMessage(message, pkg, { color: false })),
      [],
    );
  });
  await progress.check('pleases are-the-types-wrong', () =>
    command(root, 'node_modules/.bin/attw', '--no-emoji', library.tarball),
  );
}

interface AppPlan {
  /** npm scripts by the test runner that they start. */
  readonly tests: Readonly<Record<string, string>>;
  /** Entries whose optional peers the app does without. */
  readonly lacks: readonly string[];
}

async function checkApp(
  name: string,
  libraries: readonly PackedLibrary[],
  { tests, lacks }: AppPlan,
): Promise<void> {
  progress.section(`A fresh app: ${name}`);
  const app = await FreshApp.create(name, workspace);
  await app.addSharedFiles();
  await progress.check('installs, peers included', () => app.install(libraries));
  for (const [runner, script] of Object.entries(tests)) {
    await progress.check(`hands logins off under ${runner}`, () => app.run(script));
  }
  await progress.check('compiles', () => app.compile('--noEmit'));
  await progress.check('compiles with skipLibCheck off', () =>
    app.compile('--noEmit', '--skipLibCheck', 'false'),
  );
  await progress.check('runs built, in plain Node', async () => {
    await app.run('build');
    assert.match(await app.openLoginPage(), /name="scalekit_txn"/);
  });
  await progress.check('has the emulator as a command', async () => {
    assert.match(await app.execute('scalekit-emulator', '--help'), /--login-url/);
  });
  const names = libraries.flatMap((library) => Object.entries(readPublicNames(library, 'import')));
  for (const [specifier, { values }] of names) {
    if (lacks.includes(specifier)) continue;
    await progress.check(`loads one copy of ${specifier}, required or imported`, async () =>
      assert.deepEqual(await app.load(specifier), {
        required: values,
        imported: values,
        copies: 1,
      }),
    );
  }
}

/** Logins by mutations, with Apollo on both adapters. */
async function checkGraphQlApp(name: string, libraries: readonly PackedLibrary[]): Promise<void> {
  progress.section(`An app with GraphQL: ${name}`);
  const app = await FreshApp.create(name, workspace);
  await progress.check('installs, peers included', () => app.install(libraries));
  await progress.check('compiles', () => app.compile('--noEmit'));
  await progress.check('hands logins off by mutations', () => app.run('test'));
}

/** Tools that wrap handlers, each in a process of its own. OpenTelemetry's and Sentry's stop below Nest 12. */
async function checkInstrumentedApp(
  name: string,
  libraries: readonly PackedLibrary[],
): Promise<void> {
  progress.section(`An app under observation: ${name}`);
  const app = await FreshApp.create(name, workspace);
  await progress.check('installs, peers included', () => app.install(libraries));
  await progress.check('compiles', () => app.run('build'));
  const findings = {
    'OpenTelemetry records no failed span': 'test:opentelemetry',
    'Sentry hears of no error': 'test:sentry',
    'nestjs-pino writes no line about an error': 'test:pino',
  };
  for (const [finding, script] of Object.entries(findings)) {
    await progress.check(`hands off, cancels, answers scripts, and ${finding}`, () =>
      app.run(script),
    );
  }
}
