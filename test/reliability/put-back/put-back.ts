import { execFile } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { inLanes } from '../support/lanes.js';
import { progress, runProof } from '../support/proof.js';
import { Violation } from '../support/violation.js';
import { identityRules } from '../taken-out/identity-rules.js';
import { moreRules } from '../taken-out/more-rules.js';
import type { Rule } from '../taken-out/rule.js';
import { sources, sourceWithout } from '../taken-out/source-without.js';

const root = path.join(import.meta.dirname, '../../..');
const rules = [...identityRules, ...moreRules];

await runProof('put-back', [], async () => {
  const lines = await inLanes(rules, faultFound);
  const head = `${rules.length} rules taken out, one by one:`.padEnd(67);
  return [`${head}  failed of  tests of`, ...lines].join('\n');
});

/** @throws Violation where the suite passes all the same */
async function faultFound(rule: Rule): Promise<string> {
  const { failed, all } = await testsWithout(rule);
  if (failed === 0) throw new Violation(`no test of ${rule.suite} fails: ${rule.says}`, { all });
  progress(`${failed} of ${all} failed without "${rule.says}"`);
  const figures = `${String(failed).padStart(11)}${String(all).padStart(7)}`;
  return `${rule.says.padEnd(67)}${figures}  ${path.basename(rule.suite)}`;
}

async function testsWithout(rule: Rule): Promise<{ failed: number; all: number }> {
  const folder = path.join(root, `dist/put-back-${rules.indexOf(rule)}`);
  const report = path.join(folder, 'report.json');
  cpSync(sources, path.join(folder, 'src'), { recursive: true });
  writeFileSync(path.join(folder, 'src', rule.file), sourceWithout(rule));
  try {
    await promisify(execFile)(
      process.execPath,
      [
        '--experimental-vm-modules',
        '--no-warnings',
        'node_modules/jest/bin/jest.js',
        ...['--config', 'test/reliability/put-back/jest.config.js'],
        ...['--json', '--outputFile', report, `${rule.suite}.spec.ts`],
      ],
      {
        cwd: root,
        env: { ...process.env, LIBRARY_SOURCES: path.join(folder, 'src') },
        maxBuffer: 2 ** 28,
      },
      // It ends with 1 where tests fail, as they should.
    ).catch(() => undefined);
    const { numFailedTests, numTotalTests } = JSON.parse(readFileSync(report, 'utf8')) as {
      numFailedTests: number;
      numTotalTests: number;
    };
    return { failed: numFailedTests, all: numTotalTests };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
