import { LoginCheckFailedError, LoginCheckSkippedError } from './login-check.errors.js';
import type { LoginCheck, LoginCheckOptions } from './login-check.js';
import { Examination } from './examination.js';
import type { Rule } from './rule.js';
import { attackRules } from './rules/attacks.js';
import { beforeSignInRules } from './rules/before-sign-in.js';
import { browserHabitRules } from './rules/browser-habits.js';
import { cancelRules } from './rules/cancel.js';
import { cookieRules } from './rules/cookies.js';
import { escapingRules } from './rules/escaping.js';
import { formRules } from './rules/forms.js';
import { hostileParameterRules } from './rules/hostile-parameters.js';
import { landingRules } from './rules/landing.js';
import { outageRules } from './rules/outages.js';
import { pageRules } from './rules/pages.js';
import { pushedUserRules } from './rules/pushed-users.js';
import { refusalRules } from './rules/refusals.js';
import { roundTripRules } from './rules/round-trip.js';
import { secretRules } from './rules/secrets.js';
import { sessionRules } from './rules/session.js';
import { twoTabsRules } from './rules/two-tabs.js';
import { Broken, NeedsScript, NotApplicable } from './verdicts.js';

/** Every rule, in the order in which they run: outages last, since apps keep off Scalekit for a while after one. */
export const allRules: readonly Rule[] = [
  ...roundTripRules,
  ...pushedUserRules,
  ...beforeSignInRules,
  ...twoTabsRules,
  ...browserHabitRules,
  ...pageRules,
  ...cookieRules,
  ...sessionRules,
  ...attackRules,
  ...formRules,
  ...hostileParameterRules,
  ...escapingRules,
  ...landingRules,
  ...cancelRules,
  ...refusalRules,
  ...secretRules,
  ...outageRules,
];

/**
 * Black-box checks of a login, in any language: each begins logins at the emulator, and uses the login page as a person, a
 * browser or an attacker does. They send two wrong passwords at most, sign in about seventy times, and change the emulator's
 * faults, so nothing else may use it meanwhile.
 *
 * @example
 * const checks = loginChecks({ emulator, user: 'alice@example.com', password: 'right' });
 * for (const { name, run, skipped } of checks) (skipped ? it.skip : it)(name, run);
 *
 * @throws Error for an id in `without` that no check has
 */
export function loginChecks(options: LoginCheckOptions): LoginCheck[] {
  const strange = options.without?.find((id) => !allRules.some((rule) => rule.id === id));
  if (strange !== undefined) {
    throw new Error(
      `without: there is no check ${strange}, but ${allRules.map(({ id }) => id).join(', ')}`,
    );
  }
  return checksOf(new Examination(options));
}

/** The checks of an examination that may have begun. */
export function checksOf(examination: Examination): LoginCheck[] {
  const { options } = examination;
  let last: Promise<unknown> = Promise.resolve();
  return allRules.map((rule) => {
    const skipped = whyNot(rule, options);
    const { id, name } = rule;
    return {
      id,
      name,
      rule: rule.rule,
      ...(skipped !== undefined && { skipped }),
      run: () => {
        const done = last.then(() => judge(rule, examination, skipped));
        last = done.catch(() => undefined);
        return done;
      },
    };
  });
}

function whyNot({ id, needs = [] }: Rule, options: LoginCheckOptions): string | undefined {
  if (options.without?.includes(id)) return 'left out by the option without';
  if (needs.includes('form') && options.login) return 'it changes a form, and a script signs in';
  if (needs.includes('other user') && !options.otherUser)
    return 'no second account is given (otherUser)';
  if (needs.includes('code') && options.code === undefined) {
    return 'no second factor is given (code)';
  }
  return undefined;
}

async function judge(
  { id, rule, run }: Rule,
  examination: Examination,
  skipped?: string,
): Promise<void> {
  if (skipped !== undefined) throw new LoginCheckSkippedError(id, skipped);
  try {
    await run(examination);
  } catch (error) {
    if (error instanceof Broken) throw new LoginCheckFailedError(id, rule, error.seen, error.fix);
    if (error instanceof NotApplicable || error instanceof NeedsScript) {
      throw new LoginCheckSkippedError(id, error.message);
    }
    const message = error instanceof Error ? error.message : String(error);
    throw new LoginCheckFailedError(
      id,
      rule,
      `The login could not be used any further: ${message}`,
      'See what your app logged at that moment.',
    );
  }
}
