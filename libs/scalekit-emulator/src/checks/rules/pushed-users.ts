import { handedOff, standsAt } from '../evidence/hand-off.js';
import { isObject, userOf } from '../evidence/journaled-user.js';
import type { Examination } from '../examination.js';
import type { Rule } from '../rule.js';
import { Broken } from '../verdicts.js';
import type { Visit } from '../visit.js';

export const pushedUserRules: readonly Rule[] = [
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
      await staysInCapitals(examination, first['sub']);
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

/** Most logins find an account whatever the case; then its id is the same, too. */
async function staysInCapitals(examination: Examination, sub: unknown): Promise<void> {
  const { person } = examination;
  const user = person.user.toUpperCase();
  if (user === person.user) return;
  const visit = await examination.begin();
  await examination.signIn(visit, { ...person, user });
  const [push] = await examination.scalekit.taken(visit);
  if (!push || userOf(push)['sub'] === sub) return;
  throw new Broken(
    'The same person signed in twice, once with the user typed in capitals, and two different subs were pushed',
    'Push the primary key of the account that was found, never what was typed into the form.',
  );
}

async function userPushed(examination: Examination, visit: Visit) {
  await handedOff(examination, visit, `A person signed in (${standsAt(visit)})`);
  return userOf((await examination.scalekit.taken(visit))[0]);
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
