// Builds into dist what `npm start` runs, unless it is built already: the apps with the libraries in
// them, and the sample's empty database. `--force` builds it in any case.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { buildChanged, root } from '../libs/build-changed.mjs';

const nest = join(root, 'node_modules/@nestjs/cli/bin/nest.js');
const prepareDatabase = join(root, 'dist/apps/sample/src/database/prepare-database.js');
const database = 'dist/databases/sample.tar.gz';

const libraries = ['libs/scalekit-emulator/src', 'libs/scalekit-federation/src'];
const build = {
  // TypeScript finds the libraries as sources and writes what it makes of them beside the apps.
  apps: () => run(nest, 'build', 'demo'),
  database: () => run(prepareDatabase, database),
};

buildChanged(
  'apps',
  [
    {
      name: 'apps',
      sources: ['apps', 'nest-cli.json', ...libraries],
      outputs: ['dist/apps', ...libraries.map((folder) => `dist/${folder}`)],
    },
    {
      name: 'database',
      sources: ['apps/build.mjs', 'apps/sample/src/database/prepare-database.ts'],
      outputs: [database],
    },
  ],
  (names) => names.forEach((name) => build[name]()),
);

function run(script, ...args) {
  execFileSync(process.execPath, [script, ...args], { cwd: root, stdio: 'inherit' });
}
