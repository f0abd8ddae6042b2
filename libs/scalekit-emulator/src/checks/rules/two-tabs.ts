import { expectNoPush, handedOff } from '../evidence/hand-off.js';
import type { Examination } from '../examination.js';
import type { Rule } from '../rule.js';
import { findForm } from '../sign-in/find-form.js';
import { Broken, ignoreFormless } from '../verdicts.js';
import type { Visit } from '../visit.js';

export const keepApart =
  'Keep each login request under its own login_request_id, and let the form say which one it belongs to (a hidden field, or the form’s address).';

export const twoTabsRules: readonly Rule[] = [
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

  const pushesBefore = (await examination.scalekit.pushes(one)).length;
  await examination.goOn(other).catch(ignoreFormless);
  if ((await examination.scalekit.pushes(one)).length > pushesBefore) {
    throw new Broken(
      'Two tabs were open. The person signed in in one of them, then in the other, and both were pushed to the login request of the first',
      keepApart,
    );
  }
  if ((await examination.scalekit.taken(other)).length === 0) {
    // Its form may belong to a session that is over: a person opens the page again.
    await other.tab.open(other.url);
    await examination.goOn(other).catch(ignoreFormless);
  }
  await handedOff(examination, other, 'A person signed in in one tab, then in the other');
  await twoQuestions(examination, earlier);
}

/** The same where a person is signed in, and both tabs ask. */
async function twoQuestions(examination: Examination, earlier: 'first' | 'second'): Promise<void> {
  const session = await examination.signedIn();
  const first = await examination.begin(examination.tabOf(session));
  const second = await examination.begin(examination.tabOf(session));
  for (const { tab, url } of [first, second]) {
    const page = await tab.open(url);
    if (examination.isAway(page.url) || findForm(page.html)?.kind !== 'question') return;
  }
  const [one, other] = earlier === 'first' ? [first, second] : [second, first];
  const when = `Two tabs asked a person who was signed in, and the ${earlier} one was answered`;
  await examination.goOn(one);
  await expectNoPush(
    examination,
    other,
    `${when}. The person was pushed to the login request of the other`,
    keepApart,
  );
  await handedOff(examination, one, when);
}

function notTheOther(examination: Examination, other: Visit): Promise<void> {
  return expectNoPush(
    examination,
    other,
    'Two tabs were open. The person signed in in one of them, and was pushed to the login request of the other',
    keepApart,
  );
}
