import { expectNoCrash } from '../evidence/crash.js';
import { handedOff, standsAt } from '../evidence/hand-off.js';
import type { FilledForm } from '../../browser/fill-in.js';
import { userOf } from '../evidence/journaled-user.js';
import type { Rule } from '../rule.js';
import { shownBy } from '../sign-in/walk.js';
import { keepApart } from './two-tabs.js';
import { Broken, ignoreFormless, NeedsScript } from '../verdicts.js';

export const browserHabitRules: readonly Rule[] = [
  {
    id: 'double-submit',
    name: 'survives a button that is pressed twice',
    rule: 'Two presses at once make one hand-off of one person. The browser shows the second answer: it leads on, or says (4xx) that the form is over, and the login page opened anew leads on.',
    needs: ['form'],
    run: async (examination) => {
      const visit = await examination.begin();
      let form: FilledForm | undefined;
      await examination.signIn(visit, examination.person, { hold: (held) => (form = held) });
      if (!form) throw new NeedsScript('the login page has no form with a password');
      const { statuses, page } = await visit.tab.sendFormTwice(form);
      const when = 'The button was pressed twice';
      if (statuses.includes(500)) expectNoCrash(when, { status: 500, text: '' });
      expectNoCrash(when, { status: page.status, text: page.html });
      await examination.goOn(visit).catch(ignoreFormless);
      const subs = new Set(
        (await examination.scalekit.taken(visit)).map((push) => userOf(push)['sub']),
      );
      if (subs.size > 1)
        throw new Broken(`${when}, and two different users were pushed`, keepApart);
      if (examination.isAway(shownBy(visit.tab).url)) return;
      const shows = `The second answer, which the browser shows, is no way back to Scalekit: ${standsAt(visit)}`;
      const { status, text } = shownBy(visit.tab);
      // Where the first press renewed the session, the second has an old form. A page may say so, if that is not the end.
      const isTold = status >= 400 && text !== '';
      if (isTold) await examination.signIn(visit).catch(ignoreFormless);
      if (isTold && examination.isAway(shownBy(visit.tab).url)) return;
      throw new Broken(
        `${when}. ${shows}${isTold ? '. Nor was there a way back when the person opened the login page anew' : ''}`,
        'Answer the second press as the first: keep the login request for a while after the hand-off, and redirect again.',
      );
    },
  },
  {
    id: 'back-and-again',
    name: 'answers a person who goes back and signs in again',
    rule: 'Back, and the same login once more: the person is led on or told why not. No crash, no second person.',
    needs: ['form'],
    run: async (examination) => {
      const visit = await examination.begin();
      await examination.signIn(visit);
      await handedOff(examination, visit, 'A person signed in');
      const when = 'The person went back after the hand-off and signed in again';
      await visit.tab.back();
      await examination.goOn(visit).catch(ignoreFormless);
      const page = shownBy(visit.tab);
      if (!examination.isAway(page.url))
        expectNoCrash(when, { status: page.status, text: page.html });
      const subs = new Set(
        (await examination.scalekit.taken(visit)).map((push) => userOf(push)['sub']),
      );
      if (subs.size > 1) throw new Broken(`${when}, and another user was pushed`, keepApart);
    },
  },
  {
    id: 'reload',
    name: 'keeps the login request when the page is opened again',
    rule: 'Reloading the login page, or opening its address twice, loses nothing.',
    run: async (examination) => {
      const visit = await examination.begin();
      await visit.tab.open(visit.url);
      await visit.tab.open(visit.url);
      await examination.signIn(visit);
      await handedOff(
        examination,
        visit,
        'The login page was opened three times, and then the person signed in',
      );
    },
  },
  {
    id: 'signed-in-already',
    name: 'lets a person through who is signed in already',
    rule: 'Somebody with a session who comes with a login request is asked, or signs in again. The login request is not lost.',
    run: async (examination) => {
      const asked = await examination.begin(examination.tabOf(await examination.signedIn()));
      await examination.signIn(asked).catch((error: unknown) => {
        if (!(error instanceof NeedsScript)) throw error;
        throw new Broken(
          `A person who was signed in came with a login request, and there was no way on: ${standsAt(asked)}`,
          'Show a page that asks whether this account shall be used, with a button that posts.',
        );
      });
      await handedOff(
        examination,
        asked,
        'A person who was signed in already came with a login request and went on',
      );
    },
  },
];
