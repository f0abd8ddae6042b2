import type { LoginCheck } from '../checks/login-check.js';
import { LoginCheckFailedError, LoginCheckSkippedError } from '../checks/login-check.errors.js';

/** What became of one check. */
export interface CheckResult {
  readonly id: string;
  readonly name: string;
  readonly result: 'passed' | 'failed' | 'skipped';
  readonly rule: string;
  /** Of a failed one. */
  readonly seen?: string;
  readonly fix?: string;
  /** Of a skipped one. */
  readonly reason?: string;
}

export async function resultOf({ id, name, rule, run }: LoginCheck): Promise<CheckResult> {
  try {
    await run();
    return { id, name, rule, result: 'passed' };
  } catch (error) {
    if (error instanceof LoginCheckSkippedError) {
      return { id, name, rule, result: 'skipped', reason: error.reason };
    }
    if (!(error instanceof LoginCheckFailedError)) throw error;
    return { id, name, rule, result: 'failed', seen: error.seen, fix: error.fix };
  }
}

/** One line, as a check ends. */
export function lineOf({ id, name, result, reason }: CheckResult): string {
  const mark = { passed: '✓', failed: '✗', skipped: '–' }[result];
  return `${mark} ${name} (${id})${reason === undefined ? '' : `: skipped, ${reason}`}`;
}

/** What comes after all lines: each failure with its fix, and the count. */
export function summaryOf(results: readonly CheckResult[]): string {
  const failures = results
    .filter(({ result }) => result === 'failed')
    .map(
      ({ id, name, rule, seen, fix }) =>
        `✗ ${name} (${id})\n  Rule: ${rule}\n  Seen: ${seen}\n  Fix:  ${fix}\n`,
    );
  const { passed, failed, skipped } = countOf(results);
  return [...failures, `${passed} passed, ${failed} failed, ${skipped} skipped`].join('\n');
}

export function countOf(results: readonly CheckResult[]) {
  const count = (wanted: CheckResult['result']) =>
    results.filter(({ result }) => result === wanted).length;
  return { passed: count('passed'), failed: count('failed'), skipped: count('skipped') };
}

/** Replaces what nobody may read, should a page or an error have brought it. */
export function withoutSecrets(text: string, secrets: readonly string[]): string {
  return secrets
    .filter((secret) => secret.length >= 4)
    .reduce((masked, secret) => masked.replaceAll(secret, '***'), text)
    .replaceAll(/\blri_\d+/g, 'lri_***')
    .replaceAll(/eyJ[\w-]+\.[\w-]+\.[\w-]*/g, '***');
}

/** Names and rules are ours; what was seen is the app's. */
export function masked(result: CheckResult, secrets: readonly string[]): CheckResult {
  const { seen, reason } = result;
  return {
    ...result,
    ...(seen !== undefined && { seen: withoutSecrets(seen, secrets) }),
    ...(reason !== undefined && { reason: withoutSecrets(reason, secrets) }),
  };
}
