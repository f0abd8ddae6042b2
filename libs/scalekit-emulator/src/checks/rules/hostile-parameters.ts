import { expectNoCrash } from '../evidence/crash.js';
import { expectNoPush } from '../evidence/hand-off.js';
import type { Examination } from '../examination.js';
import type { Rule } from '../rule.js';
import { signsIn } from '../sign-in/signs-in.js';
import { Broken } from '../verdicts.js';
import { loginUrlWith, type Visit } from '../visit.js';

export const hostileParameterRules: readonly Rule[] = [
  {
    id: 'path-in-id',
    name: 'calls nothing else of Scalekit, whatever the login request id says',
    rule: 'login_request_id goes into the path of a privileged call. An id such as ../../x is refused, or never leaves that path segment; encodeURIComponent leaves “..” as it is.',
    run: async (examination) => {
      for (const id of ['..', '../../../organizations?x=', 'lri_1/../../evil#']) {
        const before = (await examination.scalekit.journal()).length;
        const visit = await examination.begin();
        if (!(await signsInWith(examination, visit, { login_request_id: id }))) continue;
        const called = (await examination.scalekit.journal()).slice(before).find(isStray);
        if (!called) continue;
        throw new Broken(
          `The login page was opened with a login_request_id that has ../ in it, and the app called ${called.method} ${called.path} at Scalekit`,
          'Take an id only if it matches ^[A-Za-z0-9_-]{1,128}$, and answer 400 otherwise.',
        );
      }
    },
  },
  {
    id: 'one-missing',
    name: 'hands nobody off with half of the parameters',
    rule: 'A login_request_id without state cannot come back: nobody is pushed, and nobody is led to partner:callback with an empty or made-up state.',
    run: async (examination) => {
      const visit = await examination.begin();
      const signedIn = await signsInWith(examination, visit, { state: undefined });
      if (!signedIn) return;
      if (visit.recorder.callbacks.length > 0) {
        throw new Broken(
          'The login page was opened without state, and the browser was led to partner:callback all the same',
          'Without both parameters answer 400, or let it be a plain login.',
        );
      }
      await expectNoPush(
        examination,
        visit,
        'The login page was opened without state, and a user was pushed to the login request',
        'Without both parameters answer 400, or let it be a plain login.',
      );
    },
  },
  {
    id: 'repeated',
    name: 'is not confused by parameters that come twice',
    rule: 'login_request_id or state twice, or as a list: a refusal or the one or the other, never a mixture and never a crash.',
    run: async (examination) => {
      const visit = await examination.begin();
      const { url } = visit;
      const twice = new URL(url);
      twice.searchParams.append('login_request_id', 'lri_1');
      twice.searchParams.append('state', 'evil');
      const list = new URL(url);
      list.search = list.search
        .replace('login_request_id=', 'login_request_id[]=')
        .replace('state=', 'state[a]=');
      for (const address of [twice.href, list.href]) {
        const page = await (await examination.newBrowser()).tab.open(address);
        if (!examination.isAway(page.url))
          expectNoCrash('The parameters came twice, or as a list', {
            status: page.status,
            text: page.html,
          });
      }
      const before = (await examination.scalekit.journal()).length;
      if (!(await signsIn(examination, visit, twice.href))) return;
      const pushes = (await examination.scalekit.journal())
        .slice(before)
        .filter(({ step }) => step === 'push');
      const mixed = pushes.some(
        ({ path }) => !path.includes(`/${visit.loginRequestId}/`) && !path.includes('/lri_1/'),
      );
      const back = visit.recorder.callbacks.at(-1)?.searchParams.get('state');
      if (
        mixed ||
        (back !== undefined && back !== null && back !== visit.state && back !== 'evil')
      ) {
        throw new Broken(
          'The parameters came twice, and a mixture of both went to Scalekit',
          'Answer 400 when one comes twice.',
        );
      }
    },
  },
  {
    id: 'too-long',
    name: 'answers parameters of any length',
    rule: 'An id or a state of thousands of characters is refused or ignored, and crashes nothing.',
    run: async (examination) => {
      const visit = await examination.begin();
      for (const parameters of [
        { state: 'x'.repeat(6000) },
        { login_request_id: 'x'.repeat(6000) },
      ]) {
        const page = await (
          await examination.newBrowser()
        ).tab.open(loginUrlWith(visit, parameters));
        if (!examination.isAway(page.url))
          expectNoCrash('A parameter had 6,000 characters', {
            status: page.status,
            text: page.html,
          });
      }
    },
  },
];

function signsInWith(
  examination: Examination,
  visit: Visit,
  parameters: Readonly<Record<string, string | undefined>>,
): Promise<boolean> {
  return signsIn(examination, visit, loginUrlWith(visit, parameters));
}

/** A call of the app that is none of the two that a hand-off makes. */
function isStray({ step, path }: { step: string; path: string }): boolean {
  if (step === 'unknown') return true;
  return (
    step === 'push' && !/^\/api\/v1\/connections\/[^/]+\/auth-requests\/[^/]+\/user$/.test(path)
  );
}
