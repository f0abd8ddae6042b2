import type { Cookie } from 'tough-cookie';
import { inventedCookie, plant, seenWith } from '../evidence/account-cookies.js';
import type { Examination } from '../examination.js';
import type { Rule } from '../rule.js';
import { findForm } from '../sign-in/find-form.js';
import { Broken, NotApplicable } from '../verdicts.js';
import { plainUrlOf } from '../visit.js';

export const sessionRules: readonly Rule[] = [
  {
    id: 'session-rotated',
    name: 'gives a new session to whoever signs in',
    rule: 'A session id from before the login, or one that somebody made up, is worth nothing after it (session fixation; OWASP ASVS 7.2.4).',
    needs: ['form'],
    run: async (examination) => {
      const given = await opensLater(examination, []);
      if (given === undefined) {
        throw new NotApplicable('the page after a login is the same for everybody');
      }
      const fix = 'Give the session a new id when somebody signs in (regenerate, cycle, renew).';
      if (given.opens) {
        throw new Broken('A cookie from before the login opened the account after it', fix);
      }
      const madeUp = await opensLater(
        examination,
        given.after.map(({ key }) => inventedCookie(key)),
      );
      if (!madeUp?.opens) return;
      throw new Broken(
        'A session cookie that somebody had made up before the login opened the account after it',
        `${fix} Take no id that the app has not given out.`,
      );
    },
  },
];

interface Outcome {
  /** Whether who knows the cookies from before the login is taken for the person. */
  readonly opens: boolean;
  readonly after: readonly Cookie[];
}

/** @returns undefined if nobody can tell from outside */
async function opensLater(
  examination: Examination,
  planted: readonly Cookie[],
): Promise<Outcome | undefined> {
  const visit = await examination.begin();
  const plain = plainUrlOf(visit.url);
  await plant(visit, planted, plain);
  await visit.tab.open(plain);
  const before = await visit.tab.cookies.getCookies(plain);
  await examination.goOn(visit, examination.person, { agrees: false });
  const { page } = visit.tab;
  if (!page || findForm(page.html)?.kind === 'password') return undefined;
  const after = await visit.tab.cookies.getCookies(plain);
  const signedIn = await seenWith(examination, page.url, after);
  if (signedIn === (await seenWith(examination, page.url, []))) return undefined;
  return { after, opens: (await seenWith(examination, page.url, before)) === signedIn };
}
