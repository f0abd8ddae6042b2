import { LoginStoppedError } from '../../begin-login/login-stopped.error.js';
import { fillInForm } from '../../browser/fill-in.js';
import { expectNoCrash } from '../evidence/crash.js';
import { standsAt } from '../evidence/hand-off.js';
import { isFailedLogin } from '../evidence/journaled-user.js';
import type { Examination } from '../examination.js';
import type { Rule } from '../rule.js';
import { findRefusal } from '../sign-in/find-way-out.js';
import { shownBy } from '../sign-in/walk.js';
import { Broken, NotApplicable } from '../verdicts.js';
import type { Visit } from '../visit.js';

export const cancelRules: readonly Rule[] = [
  {
    id: 'cancel',
    name: 'tells the AI app when a person cancels',
    rule: 'Cancel pushes login_failed and leads back, so that the client hears of it instead of waiting for ten minutes.',
    needs: ['form'],
    run: async (examination) => {
      const page = await examination.begin();
      const onPage = await cancels(examination, page, 'A person pressed Cancel');
      // Who is signed in may be asked, and may say no.
      const asked = await examination.begin(examination.tabOf(await examination.signedIn()));
      const when = 'A person who was signed in already pressed Cancel';
      const onQuestion = await cancels(examination, asked, when);
      if (onPage || onQuestion) return;
      throw new NotApplicable(
        'no page has a button or link that says Cancel; another word is named by --cancel',
      );
    },
  },
];

/** @returns false if there is nothing to press */
async function cancels(examination: Examination, visit: Visit, when: string): Promise<boolean> {
  await visit.tab.open(visit.url);
  if (!(await pressCancel(examination, visit))) return false;
  const page = shownBy(visit.tab);
  if (!examination.isAway(page.url)) {
    expectNoCrash(when, { status: page.status, text: page.html });
  }
  if ((await examination.scalekit.taken(visit)).length > 0) {
    throw new Broken(`${when}, and a user was pushed`, 'Push { "login_failed": true } alone.');
  }
  const told = (await examination.scalekit.pushes(visit)).find(isFailedLogin);
  if (told?.status !== 200) {
    throw new Broken(
      `${when}, and ${told ? `Scalekit refused login_failed with ${told.status}` : 'Scalekit was told nothing'}; ${standsAt(visit)}`,
      'Push { "login_failed": true } to the login request, then redirect to partner:callback.',
    );
  }
  const stopped = await visit.login.finish().catch((error: unknown) => error);
  if (!(stopped instanceof LoginStoppedError) || stopped.oauthError === undefined) {
    throw new Broken(
      `${when}, Scalekit was told, and the browser was not led back; ${standsAt(visit)}`,
      'Redirect to partner:callback with the state after login_failed, too.',
    );
  }
  return true;
}

async function pressCancel(examination: Examination, { tab }: Visit): Promise<boolean> {
  const page = shownBy(tab);
  // Scalekit’s own page of consent has such a button, too.
  if (examination.isAway(page.url)) return false;
  const refusal = findRefusal(page.html, examination.options.cancel);
  if (!refusal) return false;
  if ('href' in refusal) await tab.open(refusal.href, { from: page.url });
  else await tab.sendForm(fillInForm(refusal.form, new URL(page.url), {}));
  return true;
}
