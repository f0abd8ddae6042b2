import { Examination } from '../checks/examination.js';
import { allRules, checksOf } from '../checks/login-checks.js';
import { toEnvLines } from '../environment/env-lines.js';
import { isLoopbackName } from '../environment/loopback.js';
import { ScalekitEmulator } from '../scalekit-emulator.js';
import { loadScript, toCheckOptions } from './check-options.js';
import { checkUsage, readCheckFlags, type CheckFlags } from './read-check-flags.js';
import {
  countOf,
  lineOf,
  masked,
  resultOf,
  summaryOf,
  withoutSecrets,
  type CheckResult,
} from './report.js';
import { waitForApp } from './wait-for-app.js';

export interface Console {
  /** A line for whoever reads the result. */
  readonly out: (line: string) => void;
  /** A line for whoever waits. */
  readonly progress: (line: string) => void;
}

/**
 * `scalekit-emulator check`.
 * @returns the exit code: 0 nothing failed, 1 a check failed, 2 the login could not be checked
 */
export async function runCheckCommand(
  args: string[],
  env: Readonly<Record<string, string | undefined>>,
  { out, progress }: Console,
): Promise<0 | 1 | 2> {
  let json = args.includes('--json');
  let hidden: string[] = [];
  try {
    const flags = await readCheckFlags(args, env);
    ({ json } = flags);
    if (flags.help) out(checkUsage);
    else if (flags.list) listChecks(flags, out);
    if (flags.help || flags.list) return 0;
    hidden = secretsOf(flags);
    const tell = (line: string) => progress(withoutSecrets(line, hidden));
    const show = flags.json ? () => undefined : out;
    const results = await examine(
      flags,
      { tell, show, tellVariable: flags.json ? progress : out },
      hidden,
    );
    if (flags.json) out(JSON.stringify({ ...countOf(results), checks: results }));
    else show(`\n${summaryOf(results)}`);
    return results.some(({ result }) => result === 'failed') ? 1 : 0;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const line = withoutSecrets(message.replaceAll('\n', ' '), hidden);
    if (json) out(JSON.stringify({ error: line }));
    progress(`scalekit-emulator check: ${line}`);
    return 2;
  }
}

const slowCodes =
  'An app that takes each code only once makes a sign-in wait for the next one, up to 30 s; all checks may take 15 minutes. --only second-factor --only wrong-code looks at the codes alone.';

interface Told {
  readonly tell: (line: string) => void;
  readonly show: (line: string) => void;
  readonly tellVariable: (line: string) => void;
}

async function examine(
  flags: CheckFlags,
  { tell, show, tellVariable }: Told,
  hidden: readonly string[],
): Promise<CheckResult[]> {
  const { hostname } = new URL(flags.loginUrl);
  if (!flags.allowRemote && !isLoopbackName(hostname)) {
    throw new Error(
      `${hostname} is not this machine: the checks attack a login. If it is yours, add --allow-remote`,
    );
  }
  const unknown = [...flags.only, ...flags.without].find(
    (id) => !allRules.some((rule) => rule.id === id),
  );
  if (unknown !== undefined) throw new Error(`there is no check ${unknown}: --list prints them`);
  const login = flags.script === undefined ? undefined : await loadScript(flags.script);
  const emulator = await ScalekitEmulator.start(flags.settings);
  try {
    tell('Your app needs these variables, the same at every run:');
    for (const line of toEnvLines(emulator.credentials)) tellVariable(line);
    const examination = new Examination(toCheckOptions(flags, emulator, login));
    await waitForApp(examination, flags.waitMs, tell);
    if (flags.code?.startsWith('totp:')) tell(slowCodes);
    const results: CheckResult[] = [];
    for (const check of checksOf(examination)) {
      if (flags.only.length > 0 && !flags.only.includes(check.id)) continue;
      const result = masked(await resultOf(check), hidden);
      results.push(result);
      show(lineOf(result));
    }
    return results;
  } finally {
    await emulator.close();
  }
}

function listChecks({ json }: CheckFlags, out: Console['out']): void {
  const listed = allRules.map(({ id, name, rule }) => ({ id, name, rule }));
  if (json) out(JSON.stringify(listed));
  else for (const { id, name } of listed) out(`${id.padEnd(24)} ${name}`);
}

function secretsOf({ password, other, code, settings }: CheckFlags): string[] {
  const all = [password, other?.password, other?.code, code, settings.credentials?.clientSecret];
  return all.filter((secret): secret is string => secret !== undefined);
}
