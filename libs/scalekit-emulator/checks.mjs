// Writes CHECKS.md from the checks of the built emulator.
// With --check it only says whether the file is as it would write it.
import { readFileSync, writeFileSync } from 'node:fs';
import { format } from 'prettier';

const built = new URL('../../dist/libs/scalekit-emulator/esm/', import.meta.url);
const { allRules } = await import(new URL('checks/login-checks.js', built).href);

const escaped = (text) => text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
const rows = allRules.map(
  ({ id, name, rule, needs = [] }) =>
    `| \`${id}\` | ${escaped(name)} | ${escaped(rule)} | ${needs.join(', ')} |`,
);
const text = `# The checks of a login

Made by \`checks.mjs\` from the checks themselves: \`scalekit-emulator check\` and \`loginChecks()\` run them in this order. A
test fails when this page and the checks differ.

| id | your login … | what is demanded, and why | needs |
| --- | --- | --- | --- |
${rows.join('\n')}
`;

const pretty = await format(text, { parser: 'markdown', printWidth: 100 });
const file = new URL('CHECKS.md', import.meta.url);
if (process.argv.includes('--check')) {
  process.exitCode = readFileSync(file, 'utf8') === pretty ? 0 : 1;
  if (process.exitCode)
    process.stderr.write('CHECKS.md differs: node libs/scalekit-emulator/checks.mjs\n');
} else {
  writeFileSync(file, pretty);
}
