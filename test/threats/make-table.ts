// npm run threats: writes THREATS.md from threats.ts and the titles of all suites.
// With --check it only says whether the page is as it would write it.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { titlesOfAllSuites } from './suites.js';
import { pageOf } from './table.js';
import { sections } from './threats.js';

const page = pageOf(sections, titlesOfAllSuites().tests);
if (!process.argv.includes('--check')) {
  writeFileSync('THREATS.md', page);
} else if (!existsSync('THREATS.md') || readFileSync('THREATS.md', 'utf8') !== page) {
  process.stderr.write('THREATS.md is out of date: npm run threats\n');
  process.exitCode = 1;
}
