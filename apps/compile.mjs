// Makes JavaScript of the apps and of the libraries in them, in about a second: types are the
// business of `npm run types`. Beside each folder of sources, dist has one with the same name.
import { transformFile } from '@swc/core';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';

/** As the tests have it, but for the names of the libraries, which nothing has to find at run time. */
const options = {
  swcrc: false,
  sourceMaps: true,
  jsc: {
    target: 'es2023',
    keepClassNames: true,
    parser: { syntax: 'typescript', decorators: true },
    transform: { legacyDecorator: true, decoratorMetadata: true },
  },
};
const modules = {
  '.ts': { extension: '.js', module: { type: 'es6', resolveFully: true } },
  '.cts': { extension: '.cjs', module: { type: 'commonjs' } },
};

/**
 * @param {string} root of the repository
 * @param {string[]} folders with sources, from there
 */
export async function compile(root, folders) {
  const { compilerOptions } = JSON.parse(await readFile(join(root, 'tsconfig.json'), 'utf8'));
  const jsc = { ...options.jsc, baseUrl: root, paths: compilerOptions.paths };
  for (const folder of folders) {
    await rm(join(root, 'dist', folder), { recursive: true, force: true });
    const files = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
    for (const file of files.filter((one) => one.isFile())) {
      const source = join(file.parentPath, file.name);
      const target = join(root, 'dist', source.slice(root.length));
      await mkdir(dirname(target), { recursive: true });
      const kind = modules[extname(source)];
      if (file.name.endsWith('.client.js')) await copyFile(source, target);
      else if (kind && !/\.(?:spec|d)\.ts$/.test(file.name)) {
        const script = target.slice(0, -extname(source).length) + kind.extension;
        const { module } = kind;
        const { code, map } = await transformFile(source, { ...options, jsc, module, cwd: root });
        await writeFile(script, `${code}\n//# sourceMappingURL=${basename(script)}.map\n`);
        await writeFile(`${script}.map`, map);
      }
    }
  }
}
