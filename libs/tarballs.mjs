// Packs the built libraries, for apps outside this repository: `npm run tarballs`.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './build-changed.mjs';

const target = join(root, 'dist/tarballs');
mkdirSync(target, { recursive: true });
const files = readdirSync(join(root, 'libs'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => {
    const args = ['pack', '--json', '--pack-destination', target, join(root, 'dist/libs', name)];
    // On Windows npm is a script, which only a shell starts.
    const output = execFileSync('npm', args, {
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
    return join(target, JSON.parse(output)[0].filename);
  });

process.stdout.write(`To install in your app, by path:\n\n  ${files.join('\n  ')}\n`);
