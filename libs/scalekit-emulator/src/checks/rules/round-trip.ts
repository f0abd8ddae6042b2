import { Broken, ignoreFormless, NotApplicable } from '../verdicts.js';
import type { Rule } from '../rule.js';
import type { Examination } from '../examination.js';
import { handedOff, pushedUser, standsAt } from '../evidence/hand-off.js';
import { loginUrlWith, plainUrlOf } from '../visit.js';

interface Difficult {
  readonly state: string;
  /** What is difficult about it, to be read after “a state with”. */
  readonly has: string;
}

// RFC 6749, appendix A.5: any printable character. Each of these is lost by a common mistake.
const difficultStates: readonly Difficult[] = [
  { state: 'St+a/t==e.%2Fx%25~_-&n=1;a:b@c!*', has: 'characters such as + / = % and &' },
  { state: `00${'1234567890'.repeat(12)}`, has: '122 digits, zeros first' },
  { state: ' Sta te ', has: 'spaces in it and around it' },
];

export const roundTripRules: readonly Rule[] = [
  {
    id: 'hands-off',
    name: 'tells Scalekit who signed in, then sends the browser back',
    rule: 'A right sign-in with a login request is pushed to that login request once Scalekit took it, and then the browser goes to partner:callback with its state.',
    run: async (examination) => {
      const visit = await examination.ordinary();
      await handedOff(examination, visit, 'A person signed in');
    },
  },
  {
    id: 'both-parameters',
    name: 'hands both parameters back byte for byte',
    rule: 'login_request_id and state are opaque. Both come back exactly as they came, whatever characters are in them.',
    run: async (examination) => {
      for (const difficult of difficultStates) await comesBack(examination, difficult);
    },
  },
  {
    id: 'waits-for-push',
    name: 'sends the browser back only after Scalekit took the user',
    rule: 'The browser goes to partner:callback after a 2xx of the push, never before: until then Scalekit knows nobody.',
    run: async (examination) => {
      const visit = await examination.begin();
      await examination.emulator.fail({ on: 'push', delayMs: 600, times: 1 });
      await examination.signIn(visit);
      await examination.emulator.clearFaults();
      const steps = (await examination.scalekit.journal()).filter(
        (entry) => entry.loginRequestId === visit.loginRequestId,
      );
      const early = steps.findIndex(({ step }) => step === 'callback');
      const pushed = steps.findIndex(({ step, status }) => step === 'push' && status === 200);
      if (early >= 0 && (pushed < 0 || early < pushed)) {
        throw new Broken(
          'Scalekit answered the push after 600 ms, and the browser was at partner:callback before that',
          'Await the answer of the push, look at its status, and redirect then.',
        );
      }
      await handedOff(examination, visit, 'Scalekit answered the push after 600 ms');
    },
  },
  {
    id: 'client-is-answered',
    name: 'lets the MCP client have its token',
    rule: 'After the hand-off the client that asked gets a token of the person who signed in.',
    run: async (examination) => {
      const visit = await examination.begin();
      await examination.signIn(visit);
      await handedOff(examination, visit, 'A person signed in');
      const { claims } = await visit.login.finish();
      const pushed = await pushedUser(examination, visit);
      if (claims.sub !== pushed['sub']) {
        throw new Broken(
          'The token’s sub is not the one that was pushed',
          'Push one user to a login request, once.',
        );
      }
    },
  },
  {
    id: 'plain-login',
    name: 'leaves a login without a login request as it was',
    rule: 'Who signs in on their own is not sent to Scalekit, and nobody is pushed.',
    run: async (examination) => {
      const visit = await examination.begin();
      for (const query of ['', 'state=an-own-oauth-state']) {
        const plain = new URL(plainUrlOf(visit.url));
        if (query) plain.search += plain.search ? `&${query}` : query;
        const before = await examination.scalekit.pushCount();
        const where = await examination.newBrowser();
        await examination
          .signInAt(where, plain.href, examination.person, { agrees: false })
          .catch(ignoreFormless);
        const opened = where.recorder.withApp[0]?.answer.status ?? 0;
        if (opened >= 500) {
          throw new Broken(
            `A person opened the login page on their own${withState(query)}, and it answered ${opened}`,
            'Without both parameters show the usual login, or answer 400 with a page that says so.',
          );
        }
        if (
          (await examination.scalekit.pushCount()) > before ||
          where.recorder.callbacks.length > 0
        ) {
          throw new Broken(
            `A person signed in on their own${withState(query)}, and was handed to Scalekit`,
            'Hand off only where this login brought a login_request_id and a state.',
          );
        }
        if (opened >= 400 && query === '') {
          throw new NotApplicable(`nobody can sign in without a login request; ${standsAt(where)}`);
        }
      }
    },
  },
];

async function comesBack(examination: Examination, { state, has }: Difficult): Promise<void> {
  const visit = await examination.begin();
  await examination.signInAt(visit, loginUrlWith(visit, { state })).catch(ignoreFormless);
  const sent = visit.recorder.callbacks.at(-1);
  const opened = visit.recorder.withApp[0]?.answer.status ?? 0;
  // A login may let only some characters pass, as long as it says so at once.
  if (!sent && opened >= 400 && opened < 500) return;
  const taken = await examination.scalekit.taken(visit);
  if (taken.length === 0) {
    throw new Broken(
      `After a state with ${has} nobody was pushed to the login request; ${standsAt(visit)}`,
      'Keep login_request_id and state as they came, and push to that very login request.',
    );
  }
  if (sent?.searchParams.getAll('state').join() === state) return;
  throw new Broken(
    sent
      ? `A state with ${has} came back changed`
      : `Nobody came back to Scalekit after a state with ${has}`,
    'Take state as a string and change nothing: no trim, no number, no shortening. Decode the query once, escape values that you write into HTML, and build the callback with a URL builder (URLSearchParams, urlencode).',
  );
}

const withState = (query: string) => query && ' (with a state that is not Scalekit’s)';
