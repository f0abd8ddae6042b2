import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export interface Outcome {
  passed: number;
  failed: number;
}

/** Pinned: a check that is new must not break an old commit. It needs Node 22, which npm brings along. */
const packages = ['node@22', '@modelcontextprotocol/conformance@0.2.0-alpha.12'];

/**
 * Runs one command of the suite.
 * @param onLine gets each line of its output, as it comes
 */
export async function runSuite(
  command: string,
  onLine: (line: string) => void = () => {},
): Promise<Outcome> {
  const flags = packages.map((name) => `--package=${name}`);
  const child = spawn('npx', ['--yes', ...flags, `--call=conformance ${command}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'exit');
  const output: string[] = [];
  child.stderr.setEncoding('utf8').on('data', (text: string) => output.push(text));
  for await (const line of createInterface(child.stdout)) {
    output.push(line);
    onLine(line);
  }
  const [code] = (await exited) as [number];
  const outcome = countChecks(output);
  if (code !== 0 || outcome.failed > 0) console.error(output.join('\n'));
  // A crash after the summary counts as one more failure.
  return code !== 0 && outcome.failed === 0 ? { ...outcome, failed: 1 } : outcome;
}

/** Reads the summary: `Total: 3 passed, 0 failed`, or `Passed: 2/2, 0 failed, 0 warnings` for one scenario. */
function countChecks(output: readonly string[]): Outcome {
  for (const line of output.toReversed()) {
    const counts = /(?:Total: |Passed: )(\d+)(?: passed|\/\d+), (\d+) failed/.exec(line);
    if (counts) return { passed: Number(counts[1]), failed: Number(counts[2]) };
  }
  return { passed: 0, failed: 0 };
}
