// Builds into dist what `npm start` runs, unless it is built already: the apps with the libraries in
// them, and the sample's empty database. `--force` builds it in any case.
import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildChanged, root } from '../libs/build-changed.mjs';
import { compile } from './compile.mjs';

const sources = ['apps', 'libs'].flatMap((kind) =>
  readdirSync(join(root, kind), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${kind}/${name}/src`),
);
const prepareDatabase = join(root, 'dist/apps/sample/src/database/prepare-database.js');
const database = 'dist/databases/sample.tar.gz';

const build = {
  apps: () => compile(root, sources),
  database: () => execFileSync(process.execPath, [prepareDatabase, database], { cwd: root }),
};

await buildChanged(
  'apps',
  [
    {
      name: 'apps',
      sources: [...sources, 'apps/build.mjs', 'apps/compile.mjs'],
      outputs: sources.map((folder) => `dist/${folder}`),
    },
    {
      name: 'database',
      sources: ['apps/build.mjs', 'apps/sample/src/database/prepare-database.ts'],
      outputs: [database],
    },
  ],
  async (names) => {
    for (const name of names) await build[name]();
  },
);
