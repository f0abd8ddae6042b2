import { jest } from '@jest/globals';
import { Browser } from '../../support/browser.js';
import { beforeEachOnSample, type SampleTest } from '../../support/sample-test.js';
import { alice, bob, dana, erin, Sample, startTimeoutMs } from '../../support/sample.js';
import { code, forgetUsedCodes } from './authenticator.js';
import { cancelForm, paths } from './paths.js';

describe.each(['express', 'fastify'])('the login styles on %s', (adapter) => {
  let { sample, browser, begin, finish, pushes } = {} as SampleTest;

  beforeEachOnSample({ HTTP_ADAPTER: adapter }, async (test) => {
    ({ sample, browser, begin, finish, pushes } = test);
    await forgetUsedCodes(sample);
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  describe('the list of them', () => {
    it('leads from the login page to every style, with the login request', async () => {
      const { page } = await begin(paths.local);
      const list = await browser.navigate(page.link('every way to sign in'), page);
      expect(list.status).toBe(200);
      expect(list.textOf('[role=note]')).toContain('connects an AI app');
      const links = list
        .$('h2 a')
        .map((_, a) => list.$(a).attr('href'))
        .get();
      expect(links.map((link) => new URL(link, list.url).pathname)).toEqual(
        expect.arrayContaining(Object.values(paths)),
      );
      for (const link of links) {
        const style = await browser.navigate(link, list);
        expect(style.status).toBe(200);
      }
    });

    it('can be what Scalekit sends people to', async () => {
      const { client, page } = await begin('/login-styles');
      const form = await browser.navigate(page.link('A directory, by a custom strategy'), page);
      const handedOff = await browser.submitForm(form, erin);
      expect(await finish(client, handedOff)).toMatchObject({ email: erin.email });
    });

    it('works for a plain login as well', async () => {
      const list = await browser.navigate(`${sample.url}/login-styles`);
      expect(list.$('[role=note], [data-seconds-left]')).toHaveLength(0);
      const form = await browser.navigate(list.link('A directory, by a custom strategy'), list);
      const home = await browser.follow(await browser.submitForm(form, erin));
      expect(home.textOf('h1')).toBe('Hello, Erin Castellanos');
    });

    it.each(Object.entries(paths))(
      'shows notice, way out and minutes left: %s',
      async (name, path) => {
        const { page } = await begin(path);
        expect(page.status).toBe(200);
        expect(page.headers.get('cross-origin-opener-policy')).toBe('unsafe-none');
        expect(page.headers.get('cache-control')).toBe('no-store');
        // Its script does so, which only a browser can show.
        if (name === 'singlePage') return;
        expect(page.textOf('form [role=note]')).toContain('connects an AI app');
        expect(page.textOf(cancelForm.form)).toMatch(
          /Cancel Your AI app waits until \d\d:\d\d UTC \(less than 9 minutes left ?\)\./,
        );
        expect(page.$('[role=alert]').attr('hidden')).toBeDefined();
        expect(page.textOf('[data-expired]')).toContain('Start again from your AI app');
        const cancelled = await browser.submitForm(page, {}, cancelForm);
        expect(cancelled.refresh).toContain('partner:callback');
        expect(await pushes()).toEqual([{ login_failed: true }]);
      },
    );

    it('counts minutes from when the request came', async () => {
      const { page } = await begin(paths.totp);
      jest.useFakeTimers({ advanceTimers: true, now: Date.now() + 500_000 });
      const later = await browser.navigate(page.url);
      expect(later.textOf('[data-left]')).toBe('less than 1 minute left');
      expect(Number(later.$('[data-seconds-left]').attr('data-seconds-left'))).toBeLessThan(41);
    });

    it('brings the script that counts, as a module of this origin', async () => {
      const { page } = await begin(paths.local);
      const script = await browser.fetchJson(String(page.$('script').attr('src')), undefined, page);
      expect(page.$('script').attr('type')).toBe('module');
      expect(script.headers.get('content-type')).toContain('text/javascript');
      expect(script.text).toContain('secondsLeft');
    });
  });

  describe('somebody who is signed in already', () => {
    it.each(Object.values(paths).filter((path) => path !== paths.singlePage))(
      'is asked on the continue page, from %s',
      async (path) => {
        await sample.signIn(browser, alice);
        const { client, page } = await begin(path);
        expect(page.url.pathname).toBe('/scalekit/continue');
        expect(page.textOf()).toContain(alice.email);
        const handedOff = await browser.submitForm(page, {}, { button: '[value=continue]' });
        expect(await finish(client, handedOff)).toMatchObject({ sub: 'usr_7hq2mvx9' });
      },
    );

    it('may be somebody else, and sign in by another style', async () => {
      await sample.signIn(browser, alice);
      const { client, page } = await begin('/login-styles');
      const notYou = await browser.submitForm(page, {}, { button: '[value=switch]' });
      const form = await browser.follow(notYou);
      const list = await browser.navigate(form.link('every way to sign in'), form);
      const directory = await browser.navigate(
        list.link('A directory, by a custom strategy'),
        list,
      );
      const handedOff = await browser.submitForm(directory, erin);
      expect(await finish(client, handedOff)).toMatchObject({ email: erin.email });
    });

    it('may cancel', async () => {
      await sample.signIn(browser, alice);
      const { client, page } = await begin(paths.totp);
      const cancelled = await browser.submitForm(page, {}, { button: '[value=cancel]' });
      expect(await finish(client, cancelled)).toHaveProperty('error');
    });
  });

  describe('two styles in two tabs', () => {
    it('end each at its own AI app, although the first renews the session of the second', async () => {
      const code1 = await begin(paths.totp);
      const second = await browser.submitForm(code1.page, dana);
      const local = await begin(paths.local);
      const handedOffBob = await browser.submitForm(local.page, bob);
      const handedOffDana = await browser.submitForm(second, { code: code() });
      expect(await finish(code1.client, handedOffDana)).toMatchObject({ sub: 'usr_5tz8pn2w' });
      expect(await finish(local.client, handedOffBob)).toMatchObject({ sub: 'usr_3kd8wt5c' });
    });

    it('do not mix a form with a script', async () => {
      const form = await begin(paths.directory);
      const spa = await begin(paths.singlePage);
      const api = `${sample.url + paths.singlePage}/`;
      const { txn } = (
        await browser.fetchJson(`${api}login-request${spa.page.url.search}`, undefined, spa.page)
      ).json();
      const handedOffErin = await browser.submitForm(form.page, erin);
      const { redirectTo } = (
        await browser.fetchJson(`${api}login`, { ...alice, scalekit_txn: txn }, spa.page)
      ).json();
      const handedOffAlice = await browser.navigate(redirectTo, spa.page);
      expect(await finish(spa.client, handedOffAlice)).toMatchObject({ sub: 'usr_7hq2mvx9' });
      expect(await finish(form.client, handedOffErin)).toMatchObject({ email: erin.email });
    });
  });
});

it(
  'has none of the further styles in production',
  async () => {
    const sample = await Sample.start({
      NODE_ENV: 'production',
      DATABASE_DIR: 'memory://',
      SESSION_SECRET: 'a secret of thirty-two bytes or more',
    });
    try {
      const browser = new Browser();
      for (const path of ['', '/totp', '/single-page', '/sign-up', '/directory']) {
        const page = await browser.navigate(`${sample.url}/login-styles${path}`);
        expect(page.status).toBe(404);
      }
      expect((await browser.navigate(`${sample.url}/login`)).text).not.toContain('login-styles');
    } finally {
      await sample.close();
    }
  },
  startTimeoutMs,
);
