// Builds the publishable packages into dist/libs/<name>: ESM and CommonJS, types for each.
// `node libs/build.mjs` builds those that have changed, `node libs/build.mjs scalekit-emulator` the
// named ones of them, and `--force` the others as well.
import { execFileSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { buildChanged, root } from './build-changed.mjs';

const tsc = join(root, 'node_modules/typescript/bin/tsc');
const made = ['CHECKS.md', 'LICENSE', 'README.md', 'SUPPORTED.md', 'cjs', 'esm', 'package.json'];

const libraries = readdirSync(join(root, 'libs'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({
    name,
    sources: [`libs/${name}`, 'libs/build.mjs', 'LICENSE'],
    outputs: made.map((entry) => `dist/libs/${name}/${entry}`),
  }));

await buildChanged('libs', libraries, (names) => names.forEach(build));

function build(library) {
  const source = join(root, 'libs', library);
  const target = join(root, 'dist/libs', library);
  // Built aside and moved at the end: whoever packs or runs the library never meets half of it.
  const staging = join(root, 'dist/libs', `.${library}-${process.pid}`);

  try {
    for (const format of ['esm', 'cjs']) {
      const project = format === 'esm' ? 'tsconfig.lib.json' : 'tsconfig.cjs.json';
      const options = ['-p', join(source, project), '--outDir', join(staging, format)];
      execFileSync(process.execPath, [tsc, ...options], { stdio: 'inherit' });
    }
    loadWithinTry(join(staging, 'cjs'));
    // The package says "type": "module"; this file makes the second build CommonJS again.
    writeFileSync(join(staging, 'cjs/package.json'), '{ "type": "commonjs" }\n');
    copyFileSync(join(source, 'package.json'), join(staging, 'package.json'));
    for (const page of ['CHECKS.md', 'README.md', 'SUPPORTED.md']) {
      if (existsSync(join(source, page))) copyFileSync(join(source, page), join(staging, page));
    }
    copyFileSync(join(root, 'LICENSE'), join(staging, 'LICENSE'));

    mkdirSync(target, { recursive: true });
    for (const built of readdirSync(staging)) {
      rmSync(join(target, built), { recursive: true, force: true });
      renameSync(join(staging, built), join(target, built));
    }
  } finally {
    rmSync(staging, { recursive: true, force: true });
  }
}

/**
 * TypeScript makes a function of `import()` in CommonJS, and bundlers do not see that a `try` stands
 * around it: they would refuse an app that does without an optional package.
 */
function loadWithinTry(folder) {
  const wrapped = /Promise\.resolve\(\)\.then\(\(\) => (__importStar\(require\('[^']+'\)\))\)/g;
  for (const file of readdirSync(folder, { recursive: true }).filter((name) =>
    name.endsWith('.js'),
  )) {
    const text = readFileSync(join(folder, file), 'utf8');
    const plain = text.replace(wrapped, '$1');
    if (plain !== text) writeFileSync(join(folder, file), plain);
  }
}
