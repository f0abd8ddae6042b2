import type { Browser } from '../support/browser.js';
import { FrontEndPage } from '../support/front-end.js';
import type { Page } from '../support/page.js';

interface Visit {
  readonly browser: Browser;
  readonly origin: string;
  /** From the AI app to the first page of the app that it leads to. */
  readonly begin: () => Promise<Page>;
}

export const account = { email: 'a@example.com', password: 'right' };
const wrong = { ...account, password: 'wrong' };

const byPassword = async ({ browser, begin }: Visit) => browser.submitForm(await begin(), account);

export type Journey = readonly [string, string, (visit: Visit) => Promise<Page>];

/** Those whose apps need a Redis. */
export const journeysOnRedis: readonly Journey[] = [
  ['replicas/redis', '/login', byPassword],
  ['replicas/ioredis', '/login', byPassword],
];

/** How the snippets of a folder are used: its login page, and the way to the hand-off. */
export const journeys: readonly Journey[] = [
  ['quick-start', '/login', byPassword],
  ['use', '/login', byPassword],
  ['recipes/directory', '/login', byPassword],
  ['recipes/sign-up', '/sign-up', byPassword],
  [
    'recipes/local',
    '/login',
    async ({ browser, begin }) =>
      browser.submitForm(await browser.submitForm(await begin(), wrong), account),
  ],
  [
    'recipes/totp',
    '/login',
    async ({ browser, begin }) => {
      const again = await browser.submitForm(await begin(), wrong);
      const second = await browser.submitForm(again, account);
      const refused = await browser.submitForm(second, { code: '000000' });
      return browser.submitForm(refused, { code: '123456' });
    },
  ],
  [
    'recipes/single-page',
    '/api/login-request',
    async ({ browser, origin, begin }) => {
      const page = await begin();
      const captured = await browser.fetchJson(page.url, undefined, page);
      const login = { ...account, scalekit_txn: captured.json().ticket };
      const answer = await browser.fetchJson(`${origin}/api/login`, login, page);
      const { accessToken, redirectTo } = answer.json();
      expect(accessToken).toBe('yours');
      return browser.navigate(redirectTo, page);
    },
  ],
  [
    'recipes/signed-in',
    '/login',
    async ({ browser, origin, begin }) => {
      await browser.submitForm(await browser.navigate(`${origin}/login`), account);
      const asked = await begin();
      expect(asked.url.pathname).toBe('/scalekit/continue');
      const form = await browser.follow(
        await browser.submitForm(asked, {}, { button: '[value=switch]' }),
      );
      return browser.submitForm(form, account);
    },
  ],
  [
    'recipes/which-app',
    '/login',
    async ({ browser, begin }) => {
      const page = await begin();
      expect(page.textOf('[role=note] dd')).toMatch(/^“Test client”not known/);
      return browser.submitForm(page, account);
    },
  ],
  [
    'recipes/front-end',
    '/login-request',
    async ({ browser, origin, begin }) => {
      const opened = await begin();
      const page = new FrontEndPage('https://app.acme.com', origin);
      const captured = await page.capture(opened.url);
      const answer = await page.post('/login', { ...account, ...page.fields(captured) });
      const { accessToken, redirectTo } = answer.json();
      expect(accessToken).toBe('yours');
      return browser.navigate(redirectTo);
    },
  ],
  [
    'recipes/token',
    '/login-request',
    async ({ browser, origin, begin }) => {
      const page = await begin();
      const { ticket } = (await browser.fetchJson(page.url, undefined, page)).json();
      const answer = await browser.fetchJson(
        `${origin}/login/continue`,
        { scalekit_txn: ticket },
        page,
      );
      const asked = await browser.navigate(new URL(answer.json().redirectTo, origin), page);
      return browser.submitForm(asked);
    },
  ],
  [
    'recipes/second-step',
    '/login',
    async ({ browser, origin, begin }) => {
      const page = await begin();
      const { ticket } = (await browser.fetchJson(page.url, undefined, page)).json();
      const login = { ...account, scalekit_txn: ticket };
      const half = await browser.fetchJson(`${origin}/login`, login, page);
      expect(half.json()).toEqual({ needsCode: true });
      const whole = await browser.fetchJson(`${origin}/login`, { ...login, code: '123456' }, page);
      return browser.navigate(whole.json().redirectTo, page);
    },
  ],
];
