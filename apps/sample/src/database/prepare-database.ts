import { PGlite } from '@electric-sql/pglite';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { gzipSync } from 'node:zlib';

/** `prepare-database <file>`: an empty embedded database, so that no start has to make one. */
const [file] = process.argv.slice(2);
if (file === undefined) throw new Error('Say where to write the database');

const engine = await PGlite.create('memory://');
// PGlite's own compression is many times slower.
const folder = await engine.dumpDataDir('none');
await engine.close();
await mkdir(dirname(file), { recursive: true });
await writeFile(file, gzipSync(Buffer.from(await folder.arrayBuffer()), { level: 1 }));
