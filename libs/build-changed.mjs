// Builds what has changed since it was last built, by content: a checkout, a copy or a clock that is
// wrong changes nothing, and an output that somebody touched is made anew.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = dirname(dirname(fileURLToPath(import.meta.url)));
const records = join(root, 'dist/.built');

/** What everything is built by: the compiler and its types stand in the lock file. */
const common = ['tsconfig.json', 'package-lock.json', 'libs/build-changed.mjs'];

/**
 * Takes `--force`, and the names of those to build, from the command line; all of them without names.
 *
 * @param {string} kind what the units are, for the line that says what is done
 * @param {{ name: string, sources: string[], outputs: string[] }[]} units files or folders, from the root
 * @param {(names: string[]) => void | Promise<void>} build makes the outputs of these
 */
export async function buildChanged(kind, units, build) {
  const args = process.argv.slice(2);
  const force = args.includes('--force');
  const named = args.filter((arg) => arg !== '--force');
  const unknown = named.filter((name) => !units.some((unit) => unit.name === name));
  if (unknown.length > 0) throw new Error(`${kind}: there is no ${unknown.join(', ')}`);

  await alone(async () => {
    const wanted = units
      .filter(({ name }) => named.length === 0 || named.includes(name))
      // Before it is built: what changes meanwhile is built the next time.
      .map((unit) => ({ ...unit, before: digest([...common, ...unit.sources]) }));
    const stale = wanted.filter((unit) => force || !isBuilt(unit));
    say(kind, stale, wanted);
    if (stale.length === 0) return;
    for (const { name } of stale) rmSync(join(records, name), { force: true });
    await build(stale.map(({ name }) => name));
    for (const unit of stale) writeRecord(unit);
  });
}

function say(kind, stale, wanted) {
  const unchanged = wanted.filter((unit) => !stale.includes(unit));
  const parts = [
    stale.length > 0 && `building ${namesOf(stale)}`,
    unchanged.length > 0 && `${namesOf(unchanged)} unchanged`,
  ];
  // Not on standard output, which belongs to the script that this one runs before.
  process.stderr.write(`${kind}: ${parts.filter(Boolean).join('; ')}\n`);
}

function namesOf(units) {
  return units.map(({ name }) => name).join(', ');
}

function isBuilt(unit) {
  const file = join(records, unit.name);
  return existsSync(file) && readFileSync(file, 'utf8') === record(unit);
}

function writeRecord(unit) {
  const file = join(records, unit.name);
  writeFileSync(`${file}.new`, record(unit));
  renameSync(`${file}.new`, file);
}

function record({ before, outputs }) {
  return `sources ${before}\noutput ${digest(outputs)}\n`;
}

/** Of names and contents, in an order of its own; specs are compiled nowhere. */
function digest(paths) {
  const hash = createHash('sha256');
  for (const path of paths.flatMap(filesUnder)) {
    const content = readFileSync(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

function filesUnder(path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return path.endsWith('.spec.ts') ? [] : [path];
  return readdirSync(full)
    .filter((name) => name !== 'node_modules')
    .sort()
    .flatMap((name) => filesUnder(`${path}/${name}`));
}

/** One build at a time: the next one waits, and then finds everything built. */
async function alone(task) {
  const lock = join(records, '.lock');
  mkdirSync(records, { recursive: true });
  for (let waited = 0; !take(lock); waited += 1) {
    removeAbandoned(lock);
    if (waited === 10) process.stderr.write(`another build is at work, says ${lock}\n`);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
  }
  try {
    await task();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

/** Its process was killed, or the machine went down. */
function removeAbandoned(lock) {
  try {
    const pid = Number(readFileSync(lock, 'utf8'));
    // Empty for the moment between its making and its writing.
    if (pid > 0) process.kill(pid, 0);
  } catch (error) {
    if (error.code === 'ESRCH') rmSync(lock, { force: true });
    else if (error.code !== 'ENOENT' && error.code !== 'EPERM') throw error;
  }
}
