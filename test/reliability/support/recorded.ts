import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';

/** Of what is checked out now. */
export function commitOfNow(): string {
  return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
}

/** Writes the section of the README that stands between two marks of this name. */
export function record(name: string, commit: string, report: string): void {
  const file = path.join(import.meta.dirname, '../README.md');
  const [date] = new Date().toISOString().split('T');
  const machine = `${cpus().length} × ${cpus()[0]?.model}`;
  const args = process.argv.slice(2).filter((arg) => arg !== '--record');
  const command = [`npm run test:${name}`, ...(args.length > 0 ? ['--', ...args] : [])].join(' ');
  const section = [
    `<!-- ${name} -->`,
    '',
    `\`${command}\` on ${date}, commit ${commit}, Node ${process.versions.node}, ${machine}:`,
    '',
    '```text',
    report.replace(/[ \t]+$/gm, ''),
    '```',
    '',
    `<!-- /${name} -->`,
  ].join('\n');
  const readme = readFileSync(file, 'utf8');
  const marked = new RegExp(`<!-- ${name} -->[^]*<!-- /${name} -->`);
  writeFileSync(
    file,
    readme.replace(marked, () => section),
  );
}
