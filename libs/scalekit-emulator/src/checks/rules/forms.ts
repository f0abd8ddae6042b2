import { pushedUser } from '../evidence/hand-off.js';
import type { Examination } from '../examination.js';
import type { Rule } from '../rule.js';
import { findForm } from '../sign-in/find-form.js';
import { heldForm } from '../sign-in/held-form.js';
import { shownBy } from '../sign-in/walk.js';
import { Broken } from '../verdicts.js';

const invented = {
  sub: 'usr_evil',
  user_id: 'usr_evil',
  userId: 'usr_evil',
  id: 'usr_evil',
  uid: 'usr_evil',
  external_id: 'usr_evil',
  email: 'evil@evil.example',
  name: 'Evil',
  role: 'evil-admin',
  roles: 'evil-admin',
  groups: 'evil-admin',
  organization_external_id: 'org_evil',
  email_verified: 'true',
};

const fix = 'Push the account that the password was checked for, read from your own records.';

export const formRules: readonly Rule[] = [
  {
    id: 'added-fields',
    name: 'pushes who was authenticated, whatever else the form says',
    rule: 'Hidden fields that somebody adds or changes, such as sub, user_id or role, change nothing of what is pushed.',
    needs: ['form'],
    run: async (examination) => {
      const usual = await pushedUser(examination, await examination.ordinary());
      const visit = await examination.begin();
      const { fields } = await heldForm(examination, visit);
      const all = Object.entries(invented);
      const strange = all.filter(([name]) => !fields.has(name));
      await pushesNothingOf(examination, Object.fromEntries(strange), usual);
      // One by one: a field named id may be what the login cannot do without.
      for (const [name, value] of all) {
        if (fields.has(name)) await pushesNothingOf(examination, { [name]: value }, usual);
      }
      await staysTheUser(examination, shownBy(visit.tab).html, fields, usual);
    },
  },
];

async function pushesNothingOf(
  examination: Examination,
  added: Readonly<Record<string, string>>,
  usual: Readonly<Record<string, unknown>>,
): Promise<void> {
  const visit = await examination.begin();
  await examination.signIn(visit, examination.person, { added });
  const pushes = await examination.scalekit.pushes(visit);
  if (pushes.length === 0) return;
  const pushed = JSON.stringify(pushes.map(({ request }) => request));
  const verified = (await pushedUser(examination, visit))['email_verified'];
  if (!/evil/i.test(pushed) && verified === usual['email_verified']) return;
  const names = Object.keys(added);
  const which = names.length === 1 ? `field ${names.join()} was changed` : 'fields were added';
  throw new Broken(
    `Hidden ${which} (${names.slice(0, 4).join(', ')}), and the push held what was written there`,
    fix,
  );
}

/** The page with the password may carry the user's name along, which was typed on the page before. */
async function staysTheUser(
  examination: Examination,
  html: string,
  fields: URLSearchParams,
  usual: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { person, otherPerson } = examination;
  // With one password for both it would be right to sign the other one in.
  if (!otherPerson || otherPerson.password === person.password) return;
  const typed = findForm(html)?.userField;
  const carried = [...fields].find(([name, value]) => name !== typed && value === person.user);
  if (!carried) return;
  const visit = await examination.begin();
  await examination.signIn(visit, person, { added: { [carried[0]]: otherPerson.user } });
  const pushed = await pushedUser(examination, visit);
  if (pushed['sub'] === undefined || pushed['sub'] === usual['sub']) return;
  throw new Broken(
    `The hidden field ${carried[0]} was changed to another user, the password was not that user’s, and another user was pushed`,
    fix,
  );
}
