import {
  aBoolean,
  aRecord,
  fraction,
  isRecord,
  oneOf,
  problemsIn,
  wholeNumber,
  type Check,
} from '../environment/checks.js';
import { requestSteps } from '../journal/journal-entry.js';
import type { Fault } from './fault.js';

const faultChecks: Record<keyof Fault, Check> = {
  on: oneOf(requestSteps),
  times: wholeNumber(1),
  probability: fraction,
  seed: wholeNumber(0),
  status: wholeNumber(200, 599),
  headers: aRecord,
  body: () => undefined,
  delayMs: wholeNumber(0),
  dripMs: wholeNumber(1),
  truncated: aBoolean,
  reset: aBoolean,
  revokeTokens: aBoolean,
  carriedOut: aBoolean,
};

const effects = ['status', 'body', 'delayMs', 'dripMs', 'truncated', 'reset', 'revokeTokens'];

/** @returns one line for each problem with a fault from outside */
export function faultProblems(fault: unknown, prefix = ''): string[] {
  if (!isRecord(fault)) return [`${prefix || 'a fault '}must be an object`.trim()];
  const problems = problemsIn(fault, faultChecks, prefix);
  if (effects.every((effect) => !fault[effect] && fault[effect] !== '')) {
    problems.push(`${prefix || 'a fault '}needs a ${effects.join(', a ')}`);
  }
  if (fault['on'] === undefined) problems.push(`${prefix}on ${oneOf(requestSteps)(undefined)}`);
  return problems;
}

/** The same for a list of them. */
export function faultPlanProblems(plan: unknown): string[] {
  if (plan === undefined) return [];
  if (!Array.isArray(plan)) return ['faults must be an array'];
  return plan.flatMap((fault: unknown, index) => faultProblems(fault, `faults[${index}].`));
}
