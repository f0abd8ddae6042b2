import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';

export function currentCommit(): string {
  return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim();
}

/**
 * Writes the section of the README that stands between two marks.
 *
 * @param name of the script
 * @param commit at which it was begun
 * @param section what the marks say, where that is not the name
 */
export function record(name: string, commit: string, report: string, section = name): void {
  const file = path.join(import.meta.dirname, '../README.md');
  const [date] = new Date().toISOString().split('T');
  const machine = `${cpus().length} × ${cpus()[0]?.model}`;
  const args = process.argv.slice(2).filter((arg) => arg !== '--record');
  const command = [`npm run test:${name}`, ...(args.length > 0 ? ['--', ...args] : [])].join(' ');
  const written = [
    `<!-- ${section} -->`,
    '',
    `\`${command}\` on ${date}, commit ${commit}, Node ${process.versions.node}, ${machine}:`,
    '',
    '```text',
    report.replace(/[ \t]+$/gm, ''),
    '```',
    '',
    `<!-- /${section} -->`,
  ].join('\n');
  const readme = readFileSync(file, 'utf8');
  const marked = new RegExp(`<!-- ${section} -->[^]*<!-- /${section} -->`);
  writeFileSync(
    file,
    readme.replace(marked, () => written),
  );
}
