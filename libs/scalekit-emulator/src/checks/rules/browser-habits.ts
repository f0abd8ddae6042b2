import { expectNoCrash } from '../evidence/crash.js';
import { expectNoPush, handedOff, standsAt } from '../evidence/hand-off.js';
import type { Examination } from '../examination.js';
import type { FilledForm } from '../../browser/fill-in.js';
import { userOf } from '../evidence/journaled-user.js';
import type { Rule } from '../rule.js';
import { shownBy } from '../sign-in/walk.js';
import { Broken, NeedsScript } from '../verdicts.js';
import type { Visit } from '../visit.js';

const keepApart =
  'Keep each login request under its own login_request_id, and let the form say which one it belongs to (a hidden field, or the form’s address).';

export const browserHabitRules: readonly Rule[] = [
  {
    id: 'two-tabs',
    name: 'keeps two tabs apart, the first one first',
    rule: 'Two login requests in two tabs of one browser each get their own answer.',
    needs: ['form'],
    run: (examination) => twoTabs(examination, 'first'),
  },
  {
    id: 'two-tabs-reversed',
    name: 'keeps two tabs apart, the second one first',
    rule: 'Two login requests in two tabs of one browser each get their own answer, in whatever order they are finished.',
    needs: ['form'],
    run: (examination) => twoTabs(examination, 'second'),
  },
  {
    id: 'double-submit',
    name: 'survives a button that is pressed twice',
    rule: 'Two presses at once make one hand-off of one person. The browser shows the second answer, so that one has to lead on.',
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
      const subs = new Set((await examination.taken(visit)).map((push) => userOf(push)['sub']));
      if (subs.size > 1)
        throw new Broken(`${when}, and two different users were pushed`, keepApart);
      if (!examination.isAway(shownBy(visit.tab).url)) {
        throw new Broken(
          `${when}. The second answer, which the browser shows, is no way back to Scalekit: ${standsAt(visit)}`,
          'Answer the second press as the first: keep the login request for a while after the hand-off, and redirect again.',
        );
      }
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
      const subs = new Set((await examination.taken(visit)).map((push) => userOf(push)['sub']));
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

async function twoTabs(examination: Examination, earlier: 'first' | 'second'): Promise<void> {
  const first = await examination.begin();
  const second = await examination.begin(examination.tabOf(first));
  await first.tab.open(first.url);
  await second.tab.open(second.url);
  const [one, other] = earlier === 'first' ? [first, second] : [second, first];

  await examination.goOn(one);
  await notTheOther(examination, other);
  await handedOff(
    examination,
    one,
    `Two tabs were open, and the person signed in in the ${earlier} one`,
  );

  const pushesBefore = (await examination.pushes(one)).length;
  await examination.goOn(other).catch(ignoreFormless);
  if ((await examination.pushes(one)).length > pushesBefore) {
    throw new Broken(
      'Two tabs were open. The person signed in in one of them, then in the other, and both were pushed to the login request of the first',
      keepApart,
    );
  }
  if ((await examination.taken(other)).length === 0) {
    // Its form may belong to a session that is over: a person opens the page again.
    await other.tab.open(other.url);
    await examination.goOn(other).catch(ignoreFormless);
  }
  await handedOff(examination, other, 'A person signed in in one tab, then in the other');
}

function notTheOther(examination: Examination, other: Visit): Promise<void> {
  return expectNoPush(
    examination,
    other,
    'Two tabs were open. The person signed in in one of them, and was pushed to the login request of the other',
    keepApart,
  );
}

function ignoreFormless(error: unknown): void {
  if (!(error instanceof NeedsScript)) throw error;
}
