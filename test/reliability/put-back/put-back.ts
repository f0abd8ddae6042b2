import { execFile } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { inLanes } from '../support/lanes.js';
import { progress, runProof } from '../support/proof.js';
import { Violation } from '../support/violation.js';
import { everyRule as rules } from '../taken-out/every-rule.js';
import type { Rule } from '../taken-out/rule.js';
import { sources, sourceWithout } from '../taken-out/source-without.js';

const root = path.join(import.meta.dirname, '../../..');

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
  return `${rule.says.padEnd(67)}${figures}  ${rule.suite.replace('test/', '')}`;
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
        '--config=test/reliability/put-back/jest.config.js',
        `--testNamePattern=${rule.test}`,
        `--outputFile=${report}`,
        '--json',
        `${rule.suite}.spec.ts`,
      ],
      {
        cwd: root,
        env: { ...process.env, LIBRARY_SOURCES: path.join(folder, 'src') },
        maxBuffer: 2 ** 28,
      },
      // It ends with 1 where tests fail, as they should.
    ).catch(() => undefined);
    const { numFailedTests: failed, numPassedTests: passed } = JSON.parse(
      readFileSync(report, 'utf8'),
    ) as { numFailedTests: number; numPassedTests: number };
    return { failed, all: failed + passed };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
