import { identityRules } from './identity-rules.js';
import { moreRules } from './more-rules.js';
import type { Rule } from './rule.js';

export const everyRule: readonly Rule[] = [...identityRules, ...moreRules];

/** By a part of its sentence. @throws Error unless there is one such rule */
export function ruleThatSays(part: string): Rule {
  const [rule, ...more] = everyRule.filter(({ says }) => says.includes(part));
  if (rule === undefined || more.length > 0) throw new Error(`not one rule says "${part}"`);
  return rule;
}
