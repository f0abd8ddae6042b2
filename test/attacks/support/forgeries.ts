import { Browser } from '../../support/browser.js';
import { later, readingMs } from '../../support/clock.js';
import type { Page } from '../../support/page.js';
import { alice, bob } from '../../support/world.js';
import { openPage } from '../styles/login-style.js';
import { Attacker } from './attacker.js';
import { formType, rawRequest } from './raw-request.js';
import type { Scene } from './scene.js';

/** What an attacker may know or bend; every forgery starts from the strongest case. */
export interface Target {
  readonly origin: string;
  readonly victim: Browser;
  /** The continue page in the victim's browser, which the attacker's link led to. */
  readonly page: Page;
  readonly txn: string;
  readonly csrf: string;
  readonly attacker: Attacker;
  readonly scene: Scene;
}

const evil = 'https://evil.example';
const ownPage = { 'sec-fetch-site': 'same-origin', 'sec-fetch-mode': 'navigate' } as const;

/** Posts to the continue page with the victim's cookies, SameSite or not, and not in haste. */
function post(
  { origin, victim }: Target,
  fields: Record<string, string> | string,
  headers: Record<string, string | string[]>,
  path = '/scalekit/continue',
) {
  const body = typeof fields === 'string' ? fields : new URLSearchParams(fields).toString();
  return later(readingMs, () =>
    rawRequest(victim, origin + path, {
      method: 'POST',
      headers: { accept: 'text/html', ...formType, ...headers },
      body,
    }),
  );
}

const fieldsOf = ({ txn, csrf }: Target) => ({
  scalekit_txn: txn,
  scalekit_csrf: csrf,
  action: 'continue',
});

/** With the right token, so that nothing but where it comes from can give it away. */
const from =
  (headers: Record<string, string | string[]>) =>
  (target: Target): Promise<unknown> =>
    post(target, fieldsOf(target), headers);

/** From the app's own page, so that nothing but the fields can give it away. */
const withFields =
  (change: (target: Target) => Record<string, string> | string | Promise<Record<string, string>>) =>
  async (target: Target): Promise<unknown> =>
    post(target, await change(target), ownPage);

/** What the continue page of some browser holds for the same login request. */
async function continueFields(browser: Browser, link: URL | string): Promise<[string, string]> {
  const page = await openPage(browser, link);
  return [
    page.form().fields.get('scalekit_txn') ?? '',
    page.form().fields.get('scalekit_csrf') ?? '',
  ];
}

async function signedInAs(user: typeof bob, { origin }: Target): Promise<Browser> {
  const browser = new Browser();
  await browser.submitForm(await browser.navigate(`${origin}/password/login`), user);
  return browser;
}

/** Each tries to answer the continue page, or to end the login, in the victim's place. */
export const forgeries: readonly (readonly [string, (target: Target) => Promise<unknown>])[] = [
  ['a form of another site', from({ 'sec-fetch-site': 'cross-site', origin: evil })],
  ['a form of a sibling site', from({ 'sec-fetch-site': 'same-site', origin: evil })],
  ['something that no page sent', from({ 'sec-fetch-site': 'none' })],
  ['two claims about the site', from({ 'sec-fetch-site': ['same-origin', 'cross-site'] })],
  ['another claim in capitals', from({ 'sec-fetch-site': 'Same-Origin' })],
  ['an empty claim about the site', from({ 'sec-fetch-site': '' })],
  ['another origin in an old browser', from({ origin: evil })],
  ['an opaque origin in an old browser', from({ origin: 'null' })],
  [
    'an origin that only begins like the app’s',
    (target) => from({ origin: `${target.origin}.evil.example` })(target),
  ],
  [
    'an origin that hides the app in its credentials',
    (target) => from({ origin: `${target.origin}@evil.example` })(target),
  ],
  ['two origins', (target) => from({ origin: [target.origin, evil] })(target)],
  [
    'another origin that a forwarded host vouches for',
    from({ origin: evil, 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example' }),
  ],
  ['no token', withFields(({ txn }) => ({ scalekit_txn: txn, action: 'continue' }))],
  ['an empty token', withFields((target) => ({ ...fieldsOf(target), scalekit_csrf: '' }))],
  [
    'a list of tokens',
    withFields((target) => `${new URLSearchParams(fieldsOf(target))}&scalekit_csrf=x`),
  ],
  [
    'the sealed cookie for a token',
    withFields(async (target) => {
      const cookies = await target.victim.cookiesFor(target.origin);
      return { ...fieldsOf(target), scalekit_csrf: cookies[`scalekit_${target.txn}`] ?? '' };
    }),
  ],
  [
    'a token that somebody else was given for the same link',
    withFields(async (target) => {
      const other = await signedInAs(bob, target);
      const [, csrf] = await continueFields(other, target.attacker.link);
      return { ...fieldsOf(target), scalekit_csrf: csrf };
    }),
  ],
  [
    'somebody else’s transaction and token for the same link',
    withFields(async (target) => {
      const other = await signedInAs(bob, target);
      const [txn, csrf] = await continueFields(other, target.attacker.link);
      return { scalekit_txn: txn, scalekit_csrf: csrf, action: 'continue' };
    }),
  ],
  [
    'a token of another transaction in the same browser',
    withFields(async (target) => {
      const other = await Attacker.begin(target.scene.world);
      const [, csrf] = await continueFields(target.victim, other.link);
      return { ...fieldsOf(target), scalekit_csrf: csrf };
    }),
  ],
  ['no action', withFields(({ txn, csrf }) => ({ scalekit_txn: txn, scalekit_csrf: csrf }))],
  [
    'a list of actions',
    withFields((target) => `${new URLSearchParams(fieldsOf(target))}&action=continue`),
  ],
  [
    'text that looks like a form',
    (target) =>
      post(target, String(new URLSearchParams(fieldsOf(target))), {
        ...ownPage,
        'content-type': 'text/plain',
      }),
  ],
  [
    'JSON from another site',
    (target) =>
      post(target, JSON.stringify(fieldsOf(target)), {
        'content-type': 'application/json',
        'sec-fetch-site': 'cross-site',
        'sec-fetch-mode': 'cors',
        origin: evil,
      }),
  ],
  [
    'a link that carries all of it',
    async (target) => {
      const query = new URLSearchParams({ ...fieldsOf(target), _method: 'POST' });
      const headers = {
        accept: 'text/html',
        'x-http-method-override': 'POST',
        'sec-fetch-site': 'cross-site',
        'sec-fetch-mode': 'navigate',
        'sec-fetch-dest': 'document',
      };
      await rawRequest(target.victim, `${target.origin}/scalekit/continue?${query}`, { headers });
      await rawRequest(target.victim, `${target.origin}/scalekit/continue?${query}`, {
        headers,
        method: 'HEAD',
      });
    },
  ],
  [
    'a sign-in form without a password, by the session alone',
    (target) => post(target, { scalekit_txn: target.txn }, ownPage, '/password/login'),
  ],
  [
    'a sign-in form with a wrong password that is answered with the form again',
    (target) =>
      post(
        target,
        { ...alice, password: 'wrong', scalekit_txn: target.txn },
        ownPage,
        '/password/patient-login',
      ),
  ],
  [
    'a login that names the transaction in its address only',
    (target) =>
      post(target, alice, ownPage, `/password/login?scalekit_txn=${target.txn}&action=continue`),
  ],
  [
    'a cancel of another site',
    (target) =>
      post(
        target,
        { scalekit_txn: target.txn },
        { 'sec-fetch-site': 'cross-site', origin: evil },
        '/password/cancel',
      ),
  ],
  [
    'a cancel of another site on the continue page',
    (target) =>
      post(
        target,
        { ...fieldsOf(target), action: 'cancel' },
        { 'sec-fetch-site': 'cross-site', origin: evil },
      ),
  ],
  [
    'a cookie that the attacker’s browser was given, tossed into the victim’s',
    async (target) => {
      const page = await openPage(target.attacker.browser, target.attacker.link);
      const txn = page.form().fields.get('scalekit_txn') ?? '';
      const [cookie] = await target.attacker.browser.cookies.getCookies(target.origin);
      await target.victim.cookies.setCookie(`${cookie?.cookieString()}; Path=/`, target.origin);
      await post(target, { scalekit_txn: txn }, ownPage, '/password/login');
      await post(target, { scalekit_txn: txn, action: 'continue' }, ownPage);
      await post(target, { ...fieldsOf(target), scalekit_txn: txn }, ownPage);
    },
  ],
  [
    'a stolen transaction and token in the attacker’s browser',
    async (target) => {
      const { browser } = target.attacker;
      const attackers = { ...target, victim: browser };
      await post(attackers, fieldsOf(target), ownPage);
      await openPage(browser, target.attacker.link);
      await post(attackers, fieldsOf(target), ownPage);
      await post(attackers, { ...bob, scalekit_txn: target.txn }, ownPage, '/password/login');
    },
  ],
  [
    'cookies whose values have changed places',
    async (target) => {
      const other = await Attacker.begin(target.scene.world);
      const [txn] = await continueFields(target.victim, other.link);
      const cookies = await target.victim.cookiesFor(target.origin);
      const thief = new Browser();
      for (const [name, value] of [
        [`scalekit_${target.txn}`, cookies[`scalekit_${txn}`]],
        [`scalekit_${txn}`, cookies[`scalekit_${target.txn}`]],
        ['session', cookies['session']],
      ]) {
        await thief.cookies.setCookie(`${name}=${value}; Path=/`, target.origin);
      }
      await post({ ...target, victim: thief }, fieldsOf(target), ownPage);
      await post({ ...target, victim: thief }, { ...fieldsOf(target), scalekit_txn: txn }, ownPage);
    },
  ],
];
