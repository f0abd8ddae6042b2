import { LoginStoppedError } from '../../begin-login/login-stopped.error.js';
import { fillInForm } from '../../browser/fill-in.js';
import { crashIn, expectNoCrash } from '../evidence/crash.js';
import { handedOff, standsAt } from '../evidence/hand-off.js';
import { isFailedLogin } from '../evidence/journaled-user.js';
import type { Examination } from '../examination.js';
import type { Rule } from '../rule.js';
import { findRefusal } from '../sign-in/find-form.js';
import { shownBy } from '../sign-in/walk.js';
import { Broken, NotApplicable } from '../verdicts.js';
import type { Visit } from '../visit.js';

export const refusalRules: readonly Rule[] = [
  {
    id: 'cancel',
    name: 'tells the AI app when a person cancels',
    rule: 'Cancel pushes login_failed and leads back, so that the client hears of it instead of waiting for ten minutes.',
    needs: ['form'],
    run: async (examination) => {
      const visit = await examination.begin();
      await visit.tab.open(visit.url);
      await pressCancel(examination, visit);
      const when = 'A person pressed Cancel';
      const page = shownBy(visit.tab);
      if (!examination.isAway(page.url))
        expectNoCrash(when, { status: page.status, text: page.html });
      if ((await examination.taken(visit)).length > 0) {
        throw new Broken(`${when}, and a user was pushed`, 'Push { "login_failed": true } alone.');
      }
      const told = (await examination.pushes(visit)).find(isFailedLogin);
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
    },
  },
  {
    id: 'expired',
    name: 'tells a person whose login request has expired',
    rule: 'Scalekit refuses the push of an expired login request. The person sees a page that says so, and nobody is led back.',
    run: (examination) =>
      refusedPush(examination, 400, { code: 9, message: 'login request expired', details: [] }),
  },
  {
    id: 'unknown',
    name: 'tells a person whose login request Scalekit does not know',
    rule: 'Scalekit answers 404 for a login request or connection that it does not know. The person sees a page, and nobody is led back.',
    run: (examination) =>
      refusedPush(examination, 404, { code: 5, message: 'login request not found', details: [] }),
  },
  {
    id: 'one-identity',
    name: 'gives one login request to one person',
    rule: 'When somebody else has signed in for a login request, a second person is told so and not led back.',
    needs: ['other user'],
    run: async (examination) => {
      const other = examination.needsOtherPerson();
      const visit = await examination.begin();
      await examination.signIn(visit);
      await handedOff(examination, visit, 'A person signed in');
      const second = { ...visit, ...(await examination.newBrowser()) };
      await examination.signIn(second, other);
      if (second.recorder.callbacks.length > 0) {
        throw new Broken(
          'Scalekit refused a second person for the same login request, and the browser was led back all the same',
          'Redirect only after a 2xx of this very push.',
        );
      }
      crashed('A second person signed in for the same login request', second);
    },
  },
];

async function pressCancel(examination: Examination, { tab }: Visit): Promise<void> {
  const page = shownBy(tab);
  const refusal = findRefusal(page.html, examination.options.cancel);
  if (!refusal) {
    throw new NotApplicable(
      'the login page has no button or link that says Cancel; another word is named by --cancel',
    );
  }
  if ('href' in refusal) await tab.open(refusal.href, { from: page.url });
  else await tab.sendForm(fillInForm(refusal.form, new URL(page.url), {}));
}

async function refusedPush(examination: Examination, status: number, body: object): Promise<void> {
  const { emulator } = examination;
  const visit = await examination.begin();
  await emulator.fail({ on: 'push', status, body });
  try {
    await examination.signIn(visit);
  } finally {
    await emulator.clearFaults();
  }
  if ((await examination.pushes(visit)).length === 0) {
    throw new Broken(
      `A person signed in, and nothing was pushed; ${standsAt(visit)}`,
      'Push the user.',
    );
  }
  if (visit.recorder.callbacks.length > 0) {
    throw new Broken(
      `Scalekit refused the push with ${status}, and the browser was sent back to it all the same`,
      'Look at the status of the push, and redirect only after a 2xx.',
    );
  }
  crashed(`Scalekit refused the push with ${status}`, visit);
}

/** @throws {Broken} for a crash, and for an empty page */
function crashed(when: string, visit: Visit): void {
  const page = visit.tab.page;
  if (!page || crashIn({ status: page.status, text: page.html }) === undefined) {
    if (!page || page.text !== '' || !page.headers.get('content-type')?.includes('html')) return;
    throw new Broken(
      `${when}, and the person saw an empty page`,
      'Show a page with one next step.',
    );
  }
  expectNoCrash(when, { status: page.status, text: page.html });
}
