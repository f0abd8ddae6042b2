import type { FilledForm } from '../../browser/fill-in.js';
import { fillInForm } from '../../browser/fill-in.js';
import { expectNoPush, standsAt } from '../evidence/hand-off.js';
import { loadedAhead } from '../loaded-ahead.js';
import type { Examination } from '../examination.js';
import type { Rule } from '../rule.js';
import { findForm } from '../sign-in/find-form.js';
import { findLinkOn } from '../sign-in/find-way-out.js';
import { heldForm } from '../sign-in/held-form.js';
import { shownBy } from '../sign-in/walk.js';
import { ignoreFormless, NotApplicable } from '../verdicts.js';
import { type Tab, plainUrlOf } from '../visit.js';

const evil = 'https://evil.example/';

export const attackRules: readonly Rule[] = [
  {
    id: 'zero-click',
    name: 'connects nobody by a link alone',
    rule: 'Somebody who is signed in and opens a stranger’s link is not pushed: the stranger would hold their token. A GET never hands off.',
    run: async (examination) => {
      const attacker = await examination.begin();
      const victim = examination.tabOf(await examination.signedIn());
      const fix =
        'With a session, ask first: a page that names the account, with a button that posts and a token against forgery.';
      // Before the link is opened: whoever is pushed by that is not pushed again.
      await loadedAhead(victim, attacker.url);
      await expectNoPush(
        examination,
        attacker,
        'The browser of somebody who was signed in loaded a stranger’s link ahead (HEAD, or GET with Sec-Purpose: prefetch), and they were pushed to the stranger’s login request',
        fix,
      );
      await victim.tab.open(attacker.url, { from: evil });
      await expectNoPush(
        examination,
        attacker,
        'Somebody who was signed in opened a stranger’s link, and was pushed to the stranger’s login request without a press of a button',
        fix,
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
      const plain = plainUrlOf(attacker.url);
      await examination.signInAt(victim, plain, examination.person, { agrees: false });
      if ((victim.tab.page?.status ?? 0) >= 400 && !hasPosted(victim)) {
        throw new NotApplicable(`nobody can sign in without a login request; ${standsAt(victim)}`);
      }
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
      await postsFrom(examination, evil);
      const { protocol, hostname } = (await examination.ordinary()).url;
      // Begins as the login's own address does, for logins that compare beginnings.
      await postsFrom(examination, `${protocol}//${hostname}.evil.example/`);
    },
  },
  {
    id: 'forged-answer',
    name: 'takes no answer to its question from another site',
    rule: 'Where the app asks whether a signed-in account shall be used, another site cannot press the button.',
    needs: ['form'],
    run: async (examination) => {
      const attacker = await examination.begin(examination.tabOf(await examination.signedIn()));
      await attacker.tab.open(attacker.url);
      const page = shownBy(attacker.tab);
      const question = findForm(page.html);
      const link = question ? undefined : findLinkOn(page.html);
      if (question?.kind !== 'question' && link === undefined) {
        throw new NotApplicable('the app asks nobody who is signed in');
      }
      const answer = question && fillInForm(question, new URL(page.url), question.ticked);
      const address = link === undefined ? addressOf(answer) : new URL(link, page.url);
      if (address && !examination.isAway(address.href)) {
        await loadedAhead(attacker, address);
        await expectNoPush(
          examination,
          attacker,
          'The app’s question is answered by a link or a form with method GET. A browser that only loaded its address ahead (Sec-Purpose: prefetch) had answered it',
          'Ask with a form that has method="post", and push on POST alone.',
        );
      }
      // The victim’s session is another one, of the same app.
      const victim = await examination.begin();
      const person = examination.otherPerson ?? examination.person;
      await examination.signInAlone(victim, victim, person);
      if (link !== undefined) await victim.tab.open(new URL(link, page.url), { from: evil });
      else if (answer) await victim.tab.sendForm(answer, evil);
      await expectNoPush(
        examination,
        attacker,
        'Another site posted the answer to the app’s question, and the visitor was pushed',
        'Bind a token against forgery to the session, and set the session’s cookie with SameSite=Lax.',
      );
    },
  },
];

async function postsFrom(examination: Examination, site: string): Promise<void> {
  const attacker = await examination.begin();
  const form = await heldForm(examination, attacker);
  const victim = await examination.newBrowser();
  // The other site leads the visitor to the page first, for logins that remember the login request in a session.
  await victim.tab.open(attacker.url, { from: site });
  await victim.tab.sendForm(form, site);
  await examination
    .goOn(victim, examination.person, { agrees: false, hold: () => undefined })
    .catch(ignoreFormless);
  await expectNoPush(
    examination,
    attacker,
    `A form on ${site} posted user and password with a login request, and the user was pushed`,
    'Refuse a login whose Sec-Fetch-Site is cross-site (or whose Origin is not exactly your own), or give the form a token that is bound to a cookie.',
  );
}

function hasPosted({ recorder }: Tab): boolean {
  return recorder.withApp.some(({ request }) => request.method === 'POST');
}

/** @returns where a form leads that is sent by GET */
function addressOf(form: FilledForm | undefined): URL | undefined {
  if (form?.method !== 'GET') return undefined;
  const address = new URL(form.action);
  address.search = form.fields.toString();
  return address;
}
