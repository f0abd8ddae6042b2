import type { FilledForm } from '../../browser/fill-in.js';
import { fillInForm } from '../../browser/fill-in.js';
import { expectNoPush, pushedUser } from '../evidence/hand-off.js';
import type { Examination } from '../examination.js';
import type { Rule } from '../rule.js';
import { findForm, findLinkOn } from '../sign-in/find-form.js';
import { shownBy } from '../sign-in/walk.js';
import { Broken, NeedsScript, NotApplicable } from '../verdicts.js';
import type { Visit } from '../visit.js';

const evil = 'https://evil.example/';

export const attackRules: readonly Rule[] = [
  {
    id: 'zero-click',
    name: 'connects nobody by a link alone',
    rule: 'Somebody who is signed in and opens a stranger’s link is not pushed: the stranger would hold their token. A GET never hands off.',
    run: async (examination) => {
      const attacker = await examination.begin();
      const victim = examination.tabOf(await examination.signedIn());
      await victim.tab.open(attacker.url, { from: evil });
      await expectNoPush(
        examination,
        attacker,
        'Somebody who was signed in opened a stranger’s link, and was pushed to the stranger’s login request without a press of a button',
        'With a session, ask first: a page that names the account, with a button that posts and a token against forgery.',
      );
    },
  },
  {
    id: 'planted',
    name: 'connects nobody who signs in for another reason',
    rule: 'A stranger’s link was opened and left. Whoever signs in later, on a page that was opened without it, is not pushed.',
    run: async (examination) => {
      const attacker = await examination.begin();
      const victim = await examination.newBrowser();
      await victim.tab.open(attacker.url, { from: evil });
      const plain = examination.plainUrl(attacker);
      await examination.signInAt(victim, plain, examination.person, { agrees: false });
      await expectNoPush(
        examination,
        attacker,
        'A stranger’s link was opened and left; later the person signed in on the plain login page, and was pushed to the stranger’s login request',
        'Let the login form itself name the login request (a hidden field), or forget it when the login page is opened without one.',
      );
    },
  },
  {
    id: 'foreign-form',
    name: 'takes no login form of another site',
    rule: 'A form on another site that posts user and password signs the visitor in to somebody else’s account, and hands that off. The login looks at Sec-Fetch-Site or Origin, or has a token against forgery.',
    needs: ['form'],
    run: async (examination) => {
      const attacker = await examination.begin();
      const form = await heldForm(examination, attacker);
      const victim = await examination.newBrowser();
      // The other site leads the visitor to the page first, for logins that remember the login request in a session.
      await victim.tab.open(attacker.url, { from: evil });
      await victim.tab.sendForm(form, evil);
      const where = { ...attacker, ...victim };
      await examination
        .goOn(where, examination.person, { agrees: false, hold: () => undefined })
        .catch(ignoreFormless);
      await expectNoPush(
        examination,
        attacker,
        'A form on another site posted user and password with a login request, and the user was pushed',
        'Refuse a login whose Sec-Fetch-Site is cross-site (or whose Origin is another one), or give the form a token that is bound to a cookie.',
      );
    },
  },
  {
    id: 'forged-answer',
    name: 'takes no answer to its question from another site',
    rule: 'Where the app asks whether a signed-in account shall be used, another site cannot press the button.',
    needs: ['form'],
    run: async (examination) => {
      const attacker = await examination.begin(examination.tabOf(await examination.signedIn()));
      const plain = examination.plainUrl(attacker);
      await attacker.tab.open(attacker.url);
      const page = shownBy(attacker.tab);
      const question = findForm(page.html);
      const link = question ? undefined : findLinkOn(page.html);
      if (question?.kind !== 'question' && link === undefined) {
        throw new NotApplicable('the app asks nobody who is signed in');
      }
      // The victim’s session is another one, of the same app.
      const victim = await examination.newBrowser();
      await examination.signInAt(victim, plain, examination.otherPerson ?? examination.person, {
        agrees: false,
      });
      if (link !== undefined) await victim.tab.open(new URL(link, page.url), { from: evil });
      else if (question) {
        await victim.tab.sendForm(fillInForm(question, new URL(page.url), question.ticked), evil);
      }
      await expectNoPush(
        examination,
        attacker,
        'Another site posted the answer to the app’s question, and the visitor was pushed',
        'Bind a token against forgery to the session, and set the session’s cookie with SameSite=Lax.',
      );
    },
  },
  {
    id: 'added-fields',
    name: 'pushes who was authenticated, whatever else the form says',
    rule: 'Hidden fields that somebody adds, such as sub, user_id or role, change nothing of what is pushed.',
    needs: ['form'],
    run: async (examination) => {
      const usual = await pushedUser(examination, await examination.ordinary());
      const visit = await examination.begin();
      const added = {
        sub: 'usr_evil',
        user_id: 'usr_evil',
        userId: 'usr_evil',
        id: 'usr_evil',
        external_id: 'usr_evil',
        email: 'evil@evil.example',
        name: 'Evil',
        role: 'evil-admin',
        roles: 'evil-admin',
        groups: 'evil-admin',
        organization_external_id: 'org_evil',
        email_verified: 'true',
      };
      await examination.signIn(visit, examination.person, { added });
      const pushes = await examination.pushes(visit);
      if (pushes.length === 0) return;
      const pushed = JSON.stringify(pushes.map(({ request }) => request));
      const verified = (await pushedUser(examination, visit))['email_verified'];
      if (/evil/i.test(pushed) || verified !== usual['email_verified']) {
        throw new Broken(
          'Hidden fields were added to the form (sub, user_id, email, role, …), and the push held their values',
          'Push the account that the password was checked for, read from your own records.',
        );
      }
    },
  },
];

async function heldForm(examination: Examination, visit: Visit): Promise<FilledForm> {
  let form: FilledForm | undefined;
  await examination.signIn(visit, examination.person, { hold: (held) => (form = held) });
  if (!form) throw new NeedsScript('the login page has no form with a password');
  return form;
}

function ignoreFormless(error: unknown): void {
  if (!(error instanceof NeedsScript)) throw error;
}
