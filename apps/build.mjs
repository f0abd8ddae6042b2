// Builds the apps into dist/apps/<name>: those that have changed, `node apps/build.mjs mcp-server`
// the named ones of them, and `--force` the others as well.
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildChanged, root } from '../libs/build-changed.mjs';

const nest = join(root, 'node_modules/@nestjs/cli/bin/nest.js');
const libraries = foldersIn('libs').map((folder) => ({
  folder,
  packageName: JSON.parse(readFileSync(join(root, 'libs', folder, 'package.json'), 'utf8')).name,
}));

const apps = foldersIn('apps').map((name) => {
  // TypeScript finds the libraries as sources and writes what it makes of them beside the apps.
  const used = librariesOf(name);
  return {
    name,
    sources: [
      `apps/${name}`,
      'apps/build.mjs',
      'nest-cli.json',
      ...used.map(({ folder }) => `libs/${folder}/src`),
    ],
    outputs: [`dist/apps/${name}`, ...used.map(({ folder }) => `dist/libs/${folder}/src`)],
  };
});

buildChanged('apps', apps, (names) =>
  execFileSync(process.execPath, [nest, 'build', ...names], { cwd: root, stdio: 'inherit' }),
);

function foldersIn(path) {
  return readdirSync(join(root, path), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
}

function librariesOf(app) {
  const folder = join(root, 'apps', app, 'src');
  const text = readdirSync(folder, { recursive: true })
    .filter((file) => file.endsWith('.ts'))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
  return libraries.filter(({ packageName }) => new RegExp(`from '${packageName}['/]`).test(text));
}
