import { crashIn, expectNoCrash } from '../evidence/crash.js';
import { handedOff, standsAt } from '../evidence/hand-off.js';
import type { Examination } from '../examination.js';
import type { Rule } from '../rule.js';
import { Broken, ignoreFormless } from '../verdicts.js';
import type { Visit } from '../visit.js';

export const refusalRules: readonly Rule[] = [
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
      const second = { ...visit, ...(await examination.newBrowser()) };
      await second.tab.open(visit.url);
      await examination.signIn(visit);
      await handedOff(examination, visit, 'A person signed in');
      // Opened anew, the page may say at once that it is over.
      const signsIn = examination.options.login
        ? examination.signIn(second, other)
        : examination.goOn(second, other);
      await signsIn.catch(ignoreFormless);
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

async function refusedPush(examination: Examination, status: number, body: object): Promise<void> {
  const { emulator } = examination;
  const visit = await examination.begin();
  await emulator.fail({ on: 'push', status, body });
  try {
    await examination.signIn(visit);
  } finally {
    await emulator.clearFaults();
  }
  if ((await examination.scalekit.pushes(visit)).length === 0) {
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
  const when = `Scalekit refused the push with ${status}`;
  crashed(when, visit);
  // Where a script draws the page, its HTML is always the same.
  if (examination.options.login) return;
  const { page } = visit.tab;
  const usual = (await examination.signedIn()).tab.page;
  // The very page that follows a login without a login request: it tells nobody of a failure.
  if (page?.text && page.url === usual?.url && page.text === usual.text) {
    throw new Broken(
      `${when}, and the person saw what everybody sees after a login; ${standsAt(visit)}`,
      'Say that the AI app was not connected, and that the person has to start again there.',
    );
  }
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
