import { expectNoCrash } from '../evidence/crash.js';
import { expectNoPush, handedOff, standsAt } from '../evidence/hand-off.js';
import type { Examination } from '../examination.js';
import { loadedAhead } from '../loaded-ahead.js';
import type { Rule } from '../rule.js';
import { shownBy, type Manner } from '../sign-in/walk.js';
import { Broken, NotApplicable } from '../verdicts.js';
import type { Visit } from '../visit.js';

export const beforeSignInRules: readonly Rule[] = [
  {
    id: 'nothing-before-sign-in',
    name: 'pushes nobody before somebody has signed in',
    rule: 'Opening the login page, asking for its headers or loading it ahead pushes nobody and leads nobody back.',
    run: async (examination) => {
      const visit = await examination.begin();
      const { recorder } = visit;
      await visit.tab.open(visit.url);
      await loadedAhead(visit, visit.url);
      const fix =
        'The login page only remembers the login request. Push where the password has been checked.';
      await expectNoPush(
        examination,
        visit,
        'The login page was opened, and a user was pushed',
        fix,
      );
      if (recorder.callbacks.length > 0 || examination.isAway(shownBy(visit.tab).url)) {
        throw new Broken('The login page was opened, and it led back to Scalekit', fix);
      }
    },
  },
  {
    id: 'wrong-then-right',
    name: 'pushes nobody for a wrong password, and takes the right one afterwards',
    rule: 'A wrong password pushes nobody and shows the form again with the login request; the right one then completes it.',
    run: async (examination) => {
      const visit = await examination.afterWrongPassword();
      await expectRefused(examination, visit, 'A wrong password was sent');
      // A script opens the page again; a person goes on from the page that is shown.
      if (examination.options.login) await examination.signIn(visit);
      else await goOnFromRefusal(examination, visit);
      await handedOff(examination, visit, 'After a wrong password the right one was sent');
    },
  },
  {
    id: 'empty-password',
    name: 'pushes nobody for an empty password',
    rule: 'An empty password is a wrong one. Some directories take it for an anonymous visitor (RFC 4513, section 5.1.2).',
    run: async (examination) => {
      examination.wrongPasswords.next();
      const visit = await examination.begin();
      await refused(examination, visit, { password: '' }, 'An empty password was sent');
    },
  },
  {
    id: 'second-factor',
    name: 'pushes nobody for a password without the second factor',
    rule: 'Who has a second factor is signed in when both are right. Until then nobody is pushed, whatever page is opened.',
    needs: ['form', 'code'],
    run: async (examination) => {
      const visit = await examination.begin();
      const stand = await examination.signIn(visit, examination.person, { code: false });
      const fix = 'Push after the last factor: a right password alone signs nobody in.';
      await expectNoPush(
        examination,
        visit,
        'The password was right, no code was given, and a user was pushed',
        fix,
      );
      if (stand !== 'code') throw new NotApplicable(`no page asked for a code; ${standsAt(visit)}`);
      // Whoever has only the password opens the login page again, and agrees to whatever is asked.
      const again = examination.tabOf(visit);
      await again.tab.open(visit.url);
      await examination.goOn(again, examination.person, { code: false, hold: () => undefined });
      await expectNoPush(
        examination,
        visit,
        'After the password alone the login page was opened again, and a user was pushed',
        fix,
      );
      await examination.goOn(visit);
      await handedOff(examination, visit, 'The password and then the code were right');
    },
  },
  {
    id: 'wrong-code',
    name: 'pushes nobody for a wrong code, and takes the right one afterwards',
    rule: 'A wrong or an empty second factor pushes nobody and keeps the login request; the right one then completes it.',
    needs: ['form', 'code'],
    run: async (examination) => {
      const visit = await examination.begin();
      await refused(examination, visit, { code: '000000' }, 'A wrong code was sent');
      await goOnFromRefusal(examination, visit);
      await handedOff(examination, visit, 'After a wrong code the right one was sent');
      const empty = await examination.begin();
      await refused(examination, empty, { code: '' }, 'An empty code was sent');
    },
  },
];

async function refused(
  examination: Examination,
  visit: Visit,
  manner: Manner,
  when: string,
): Promise<void> {
  await examination.signIn(visit, examination.person, manner);
  await expectRefused(examination, visit, when);
}

async function expectRefused(examination: Examination, visit: Visit, when: string): Promise<void> {
  await expectNoPush(
    examination,
    visit,
    `${when}, and a user was pushed`,
    'Push only in the branch where the sign-in has succeeded.',
  );
  if (visit.recorder.callbacks.length > 0) {
    throw new Broken(
      `${when}, and the browser was sent back to Scalekit`,
      'Show the form again: only a finished login goes back.',
    );
  }
  const { page } = visit.tab;
  if (page) expectNoCrash(when, { status: page.status, text: page.html });
}

async function goOnFromRefusal(examination: Examination, visit: Visit): Promise<void> {
  const before = visit.tab.page;
  const stand = await examination.goOn(visit).catch(() => 'app' as const);
  // A page without a form, such as a bare 401: a person goes back.
  if (stand !== 'app' || visit.tab.page?.url !== before?.url) return;
  await visit.tab.back();
  await examination.goOn(visit);
}
