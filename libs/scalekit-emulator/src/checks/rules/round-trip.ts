import { Broken } from '../verdicts.js';
import type { Rule } from '../rule.js';
import { isObject, userOf } from '../evidence/journaled-user.js';
import type { Examination } from '../examination.js';
import { handedOff, pushedUser, standsAt } from '../evidence/hand-off.js';
import { loginUrlWith, type Visit } from '../visit.js';

// RFC 6749, appendix A.5: any printable character. Each of these is lost by a common mistake.
const difficultState = 'St+a/t==e.%2Fx%25~_-&n=1;a:b@c!*';

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
      const visit = await examination.begin();
      await examination.signInAt(visit, loginUrlWith(visit, { state: difficultState }));
      const sent = visit.recorder.callbacks.at(-1);
      const opened = visit.recorder.withApp[0]?.answer.status ?? 0;
      // A login may let only some characters pass, as long as it says so at once.
      if (!sent && opened >= 400 && opened < 500) return;
      const taken = await examination.taken(visit);
      if (taken.length === 0) {
        throw new Broken(
          'The state had characters such as + / = % and &, and then nobody was pushed to the login request',
          'Keep login_request_id and state as they came, and push to that very login request.',
        );
      }
      if (sent?.searchParams.getAll('state').join() !== difficultState) {
        throw new Broken(
          sent
            ? 'The state came back changed: characters such as + / = % and & were lost or decoded twice'
            : 'Nobody came back to Scalekit after a state with characters such as + / = % and &',
          'Decode the query once, escape values that you write into HTML, and build the callback with a URL builder (URLSearchParams, urlencode).',
        );
      }
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
      const steps = (await examination.journal()).filter(
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
    id: 'right-user',
    name: 'pushes the person who signed in, with an id that stays',
    rule: 'sub is the id of the account, the same at every login and another for every account; email is that account’s.',
    run: async (examination) => {
      const first = await userPushed(examination, await examination.ordinary());
      const again = await examination.begin();
      await examination.signIn(again);
      const second = await userPushed(examination, again);
      if (first['sub'] !== second['sub']) {
        throw new Broken(
          'The same person signed in twice, and two different subs were pushed',
          'Push the primary key of the account as sub, never a session id, a random value or the login request.',
        );
      }
      const { user } = examination.person;
      if (user.includes('@') && String(first['email']).toLowerCase() !== user.toLowerCase()) {
        throw new Broken(
          'The pushed email is not the one that the person signed in with',
          'Map the account that this very request authenticated.',
        );
      }
      if (!examination.otherPerson) return;
      const other = await examination.begin();
      await examination.signIn(other, examination.otherPerson);
      if ((await userPushed(examination, other))['sub'] === first['sub']) {
        throw new Broken(
          'Two people signed in, each in a browser of their own, and the same sub was pushed',
          'Read the user from this request, never from something that all requests share.',
        );
      }
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
        const plain = new URL(examination.plainUrl(visit));
        if (query) plain.search += plain.search ? `&${query}` : query;
        const before = await examination.pushCount();
        const where = await examination.newBrowser();
        await examination.signInAt(where, plain.href, examination.person, { agrees: false });
        if ((await examination.pushCount()) > before || where.recorder.callbacks.length > 0) {
          throw new Broken(
            `A person signed in on their own${query && ' (with a state that is not Scalekit’s)'}, and was handed to Scalekit`,
            'Hand off only where this login brought a login_request_id and a state.',
          );
        }
      }
    },
  },
  {
    id: 'push-holds-no-secrets',
    name: 'pushes no password and no hash',
    rule: 'What is pushed goes into tokens that AI apps hold: only what they may know belongs there.',
    run: async (examination) => {
      const pushed = await userPushed(examination, await examination.ordinary());
      const text = JSON.stringify(pushed);
      const name = secretNameIn(pushed);
      if (text.includes(examination.person.password)) {
        throw new Broken(
          'The push holds the password',
          'Push sub, email and name, not the request.',
        );
      }
      if (name !== undefined) {
        throw new Broken(
          `The push has a field ${name}`,
          'Name the fields that are pushed one by one; never push a whole record of the database.',
        );
      }
    },
  },
];

async function userPushed(examination: Examination, visit: Visit) {
  await handedOff(examination, visit, `A person signed in (${standsAt(visit)})`);
  return userOf((await examination.taken(visit))[0]);
}

function secretNameIn(value: unknown): string | undefined {
  if (!isObject(value)) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    if (/pass(?:word|wd|phrase)|_?hash$|^salt$|secret|totp|otp_/i.test(name)) return name;
    const deeper = secretNameIn(inner);
    if (deeper !== undefined) return deeper;
  }
  return undefined;
}
