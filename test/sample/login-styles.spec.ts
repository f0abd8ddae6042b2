import { jest } from '@jest/globals';
import { ScalekitEmulator } from 'scalekit-emulator';
import { Database } from '../../apps/sample/src/database/database.js';
import { demoAuthenticator } from '../../apps/sample/src/demo/demo-data.js';
import { totp } from '../../apps/sample/src/users/authenticators.service.js';
import { Browser } from '../support/browser.js';
import { OAuthClient } from '../support/mcp-client.js';
import type { Page } from '../support/page.js';
import { alice, bob, dana, erin, Sample, startTimeoutMs, variablesOf } from '../support/sample.js';

const paths = {
  local: '/login',
  totp: '/login-styles/totp',
  singlePage: '/login-styles/single-page',
  signUp: '/login-styles/sign-up',
  directory: '/login-styles/directory',
};

const cancelForm = { form: 'form[action="/login/cancel"]' };

/** What dana's authenticator app shows. */
const code = () => totp(demoAuthenticator.secret).generate();
const wrongCode = () => (code() === '000000' ? '111111' : '000000');

describe.each(['express', 'fastify'])('the login styles on %s', (adapter) => {
  let emulator: ScalekitEmulator;
  let sample: Sample;
  let browser: Browser;

  beforeAll(async () => {
    emulator = await ScalekitEmulator.start();
    sample = await Sample.start({
      HTTP_ADAPTER: adapter,
      ...variablesOf(emulator),
    });
  }, startTimeoutMs);
  beforeEach(async () => {
    await emulator.reset();
    browser = new Browser();
    // Every test may use the code of this half minute.
    await sample.app.get(Database).execute('update authenticators set last_step = 0');
  });
  afterEach(() => {
    jest.useRealTimers();
  });
  afterAll(async () => {
    await sample.close();
    await emulator.close();
  });

  /** From the AI app to the first page that the person sees. */
  const begin = async (path: string) => {
    await emulator.configure({ loginUrl: sample.url + path });
    const client = await OAuthClient.register(emulator.credentials.resourceUrl);
    const page = await browser.follow(await browser.navigate(client.authorizeUrl));
    return { client, page };
  };

  /** From the page that leads back to Scalekit, through consent, to what the AI app gets. */
  const finish = async (client: OAuthClient, handedOff: Page) => {
    const page = await browser.follow(handedOff, client.redirectUri);
    return client.claims(
      page.next ? page : await browser.follow(await browser.submitForm(page), client.redirectUri),
    );
  };

  /** The bodies that Scalekit took. */
  const pushes = async () =>
    (await emulator.journal())
      .filter(({ step, status }) => step === 'push' && status === 200)
      .map(({ request }) => request);

  /** A link of the page, by what it says. */
  const open = (page: Page, link: string) => {
    const href = page
      .$('a')
      .filter((_, a) => page.$(a).text() === link)
      .attr('href');
    if (href === undefined) throw new Error(`No link ${link} on ${page.url.href}`);
    return browser.navigate(href, page);
  };

  describe('the list of them', () => {
    it('leads from the login page to every style, with the login request', async () => {
      const { page } = await begin(paths.local);
      const list = await open(page, 'every way to sign in');
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
        // oxlint-disable-next-line no-await-in-loop
        const style = await browser.navigate(link, list);
        expect(style.status).toBe(200);
      }
    });

    it('can be what Scalekit sends people to', async () => {
      const { client, page } = await begin('/login-styles');
      const form = await open(page, 'A directory, by a custom strategy');
      const handedOff = await browser.submitForm(form, erin);
      expect(await finish(client, handedOff)).toMatchObject({ email: erin.email });
    });

    it('works for a plain login as well', async () => {
      const list = await browser.navigate(`${sample.url}/login-styles`);
      expect(list.$('[role=note], [data-seconds-left]')).toHaveLength(0);
      const form = await open(list, 'A directory, by a custom strategy');
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

  describe('a password and then a code', () => {
    const passwordIn = async () => {
      const { client, page } = await begin(paths.totp);
      return { client, page, second: await browser.submitForm(page, dana) };
    };

    it('hands off after the code, and not before', async () => {
      const { client, second } = await passwordIn();
      expect(second.status).toBe(200);
      expect(second.textOf('h1')).toBe('Enter your code');
      expect(second.textOf('form [role=note]')).toContain('connects an AI app');
      expect(await pushes()).toEqual([]);
      const handedOff = await browser.submitForm(second, { code: code() });
      expect(await finish(client, handedOff)).toMatchObject({ sub: 'usr_5tz8pn2w' });
      expect((await browser.navigate(sample.url)).textOf()).toContain('Hello, Dana');
    });

    it('signs nobody in between the pages', async () => {
      await passwordIn();
      expect((await browser.navigate(sample.url)).location).toBe('/login');
      // Another login request: no continue page, for there is no current user.
      const { page } = await begin(paths.local);
      expect(page.textOf('h1')).toBe('Sign in');
      expect(await pushes()).toEqual([]);
    });

    it('keeps the login request through a wrong password and a wrong code', async () => {
      const { client, page } = await begin(paths.totp);
      const refused = await browser.submitForm(page, { ...dana, password: 'wrong' });
      expect(refused.status).toBe(401);
      const second = await browser.submitForm(refused, dana);
      const again = await browser.submitForm(second, { code: wrongCode() });
      expect(again.status).toBe(401);
      expect(again.textOf('[role=alert]')).toContain('That code is wrong');
      expect(await pushes()).toEqual([]);
      const handedOff = await browser.submitForm(again, { code: code() });
      expect(await finish(client, handedOff)).toMatchObject({ sub: 'usr_5tz8pn2w' });
    });

    it('takes nobody whom the session knows for who gave a wrong code', async () => {
      const { second } = await passwordIn();
      await browser.submitForm(await new Browser().navigate(`${sample.url}/login`), alice);
      expect((await browser.navigate(sample.url)).textOf()).toContain('Hello, Alice');
      const refused = await browser.submitForm(second, { code: wrongCode() });
      expect(refused.status).toBe(401);
      expect(refused.textOf('h1')).toBe('Enter your code');
      expect(await pushes()).toEqual([]);
    });

    it('can be cancelled on the second page', async () => {
      const { client, second } = await passwordIn();
      const claims = await finish(client, await browser.submitForm(second, {}, cancelForm));
      expect(claims).toHaveProperty('error');
      expect(await pushes()).toEqual([{ login_failed: true }]);
    });

    it('takes no code twice', async () => {
      const used = code();
      const first = await passwordIn();
      await browser.submitForm(first.second, { code: used });
      browser = new Browser();
      const { second } = await passwordIn();
      const refused = await browser.submitForm(second, { code: used });
      expect(refused.status).toBe(401);
      expect(refused.textOf('[role=alert]')).toContain('used already');
    });

    it('begins again when the code comes too late, with the login request', async () => {
      const { client, second } = await passwordIn();
      jest.useFakeTimers({ advanceTimers: true, now: Date.now() + 301_000 });
      const late = await browser.submitForm(second, { code: code() });
      expect(late.status).toBe(401);
      expect(late.textOf('[role=alert]')).toContain('begin again');
      const handedOff = await browser.submitForm(await browser.submitForm(late, dana), {
        code: code(),
      });
      jest.useRealTimers();
      expect(await finish(client, handedOff)).toMatchObject({ sub: 'usr_5tz8pn2w' });
    });

    it.each(['forged', 'the bearer token of the single page'])(
      'takes no half login that is %s',
      async (kind) => {
        const { second } = await passwordIn();
        const { fields } = second.form();
        const { accessToken } = (
          await browser.fetchJson(`${sample.url + paths.singlePage}/login`, alice)
        ).json();
        const half = String(fields.get('half_login'));
        const [head, , signature] = half.split('.');
        const body = Buffer.from(JSON.stringify({ sub: 'usr_7hq2mvx9' })).toString('base64url');
        const answer = await browser.submitForm(second, {
          code: code(),
          half_login: kind === 'forged' ? `${head}.${body}.${signature}` : accessToken,
        });
        expect(answer.status).toBe(401);
        expect(answer.textOf('h1')).toBe('Sign in with a code');
        expect(await pushes()).toEqual([]);
      },
    );

    it('is what accounts with an authenticator need, also where a password is enough for others', async () => {
      const { page } = await begin(paths.local);
      const refused = await browser.submitForm(page, dana);
      expect(refused.status).toBe(401);
      expect(refused.textOf('main')).toContain('signs in with a code as well');
      const fetched = await browser.fetchJson(`${sample.url + paths.singlePage}/login`, dana);
      expect(fetched.status).toBe(401);
      expect(await pushes()).toEqual([]);
    });

    it('makes the account wait after ten wrong codes, whoever tries', async () => {
      const { second } = await passwordIn();
      const fields = { code: wrongCode() };
      const tries = await Promise.all(
        Array.from({ length: 25 }, () => browser.submitForm(second, fields)),
      );
      const statuses = tries.map(({ status }) => status);
      expect(statuses.filter((status) => status === 401)).toHaveLength(10);
      expect(statuses.filter((status) => status === 429)).toHaveLength(15);
      expect((await browser.submitForm(second, { code: code() })).status).toBe(429);
      expect(await pushes()).toEqual([]);
      jest.useFakeTimers({ advanceTimers: true, now: Date.now() + 15 * 60_000 });
      const { second: later } = await passwordIn();
      expect((await browser.submitForm(later, { code: code() })).status).toBe(200);
    });
  });

  describe('a single page with a bearer token', () => {
    const api = (path: string) => `${sample.url + paths.singlePage}/${path}`;
    /** As the script does: with the query that the page was opened with. */
    const capture = (page: Page) =>
      browser.fetchJson(api('login-request') + page.url.search, undefined, page);

    it('captures by fetch, and is told where to go after the login', async () => {
      const { client, page } = await begin(paths.singlePage);
      expect(page.url.searchParams.has('login_request_id')).toBe(true);
      const captured = (await capture(page)).json();
      expect(Object.keys(captured).sort()).toEqual(['expiresAt', 'notice', 'txn']);
      expect(captured.notice).toContain('connects an AI app');
      expect(Date.parse(captured.expiresAt)).toBeGreaterThan(Date.now() + 500_000);
      const answer = await browser.fetchJson(
        api('login'),
        { ...alice, scalekit_txn: captured.txn },
        page,
      );
      expect(answer.status).toBe(200);
      const { redirectTo, ...own } = answer.json();
      expect(own).toEqual({
        accessToken: expect.any(String),
        expiresInSeconds: 900,
        name: 'Alice Andersen',
      });
      const handedOff = await browser.navigate(redirectTo, page);
      expect(await finish(client, handedOff)).toMatchObject({ sub: 'usr_7hq2mvx9' });
    });

    it('has no session, before or after', async () => {
      const { page } = await begin(paths.singlePage);
      const { txn } = (await capture(page)).json();
      await browser.fetchJson(api('login'), { ...alice, scalekit_txn: txn }, page);
      expect(Object.keys(await browser.cookiesFor(sample.url))).toEqual([`scalekit_${txn}`]);
      expect((await browser.navigate(sample.url)).location).toBe('/login');
    });

    it('knows the login request again after a reload, by our id alone', async () => {
      const { page } = await begin(paths.singlePage);
      const captured = (await capture(page)).json();
      const again = await browser.fetchJson(`${api('login-request')}?scalekit_txn=${captured.txn}`);
      expect(again.json()).toEqual(captured);
      expect((await capture(page)).json()).toEqual(captured);
    });

    it('keeps the login request through a wrong password', async () => {
      const { client, page } = await begin(paths.singlePage);
      const { txn } = (await capture(page)).json();
      const refused = await browser.fetchJson(
        api('login'),
        { ...alice, password: 'wrong', scalekit_txn: txn },
        page,
      );
      expect(refused.status).toBe(401);
      expect(refused.json()).not.toHaveProperty('redirectTo');
      const answer = await browser.fetchJson(api('login'), { ...alice, scalekit_txn: txn }, page);
      const handedOff = await browser.navigate(answer.json().redirectTo, page);
      expect(await finish(client, handedOff)).toMatchObject({ sub: 'usr_7hq2mvx9' });
    });

    it('can be cancelled', async () => {
      const { client, page } = await begin(paths.singlePage);
      const { txn } = (await capture(page)).json();
      const answer = await browser.fetchJson(api('cancel'), { scalekit_txn: txn }, page);
      expect(answer.status).toBe(200);
      const claims = await finish(client, await browser.navigate(answer.json().redirectTo, page));
      expect(claims).toHaveProperty('error');
    });

    it('is told when the login request is over', async () => {
      const { page } = await begin(paths.singlePage);
      const { txn } = (await capture(page)).json();
      jest.useFakeTimers({ advanceTimers: true, now: Date.now() + 541_000 });
      const answers = [
        await browser.fetchJson(api('login'), { ...alice, scalekit_txn: txn }, page),
        await browser.fetchJson(`${api('login-request')}?scalekit_txn=${txn}`),
        await capture(page),
      ];
      for (const answer of answers) {
        expect(answer.status).toBe(410);
        expect(answer.json()).toMatchObject({ error: 'login_request_expired' });
      }
      expect(await pushes()).toEqual([]);
    });

    it('does without an AI app, and its token opens the API', async () => {
      const page = await browser.navigate(sample.url + paths.singlePage);
      expect((await capture(page)).json()).toEqual({});
      const { accessToken, redirectTo } = (
        await browser.fetchJson(api('login'), alice, page)
      ).json();
      expect(redirectTo).toBeUndefined();
      const profile = (authorization: string) =>
        fetch(api('profile'), { headers: { authorization } });
      const answer = await profile(`Bearer ${accessToken}`);
      expect(await answer.json()).toEqual({
        name: 'Alice Andersen',
        email: alice.email,
        organization: 'Alder Freight',
      });
      expect((await profile(`Bearer ${accessToken}x`)).status).toBe(401);
      expect((await profile('')).status).toBe(401);
      const dashed = await new Browser().submitForm(
        await new Browser().navigate(sample.url + paths.totp),
        dana,
      );
      const half = String(dashed.form().fields.get('half_login'));
      expect((await profile(`Bearer ${half}`)).status).toBe(401);
    });

    it('has scripts of its own origin only', async () => {
      const page = await browser.navigate(sample.url + paths.singlePage);
      expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
      const sources = page
        .$('script')
        .map((_, script) => page.$(script).attr('src'))
        .get();
      expect(sources).toEqual(['/login-styles/single-page/app.js']);
      expect((await browser.fetchJson(api('app.js'))).text).toContain(
        'location.assign(redirectTo)',
      );
    });
  });

  describe('a sign-up in the middle', () => {
    const newcomer = () => ({
      name: 'Fay <b>Novak</b>',
      company: 'Dune & Sons',
      email: `fay-${Math.random().toString(36).slice(2)}@example.com`,
      password: 'twelve or more of them',
    });

    it('ends with the new account, at the AI app', async () => {
      const { client, page } = await begin(paths.local);
      const form = await open(page, 'Create an account');
      expect(form.textOf('form [role=note]')).toContain('connects an AI app');
      const account = newcomer();
      const handedOff = await browser.submitForm(form, account);
      const claims = await finish(client, handedOff);
      expect(claims).toMatchObject({
        sub: expect.stringMatching(/^usr_[0-9a-f]{16}$/),
        email: account.email,
        custom_claims: { plan: 'starter' },
      });
      expect(await pushes()).toEqual([
        expect.objectContaining({
          sub: claims['sub'],
          email_verified: false,
          organization_external_name: 'Dune & Sons',
        }),
      ]);
      expect((await browser.navigate(sample.url)).textOf()).toContain('Hello, Fay <b>Novak</b>');
    });

    it('keeps the login request through mistakes, and shows what was typed but the password', async () => {
      const { client, page } = await begin(paths.signUp);
      const account = newcomer();
      const refused = await browser.submitForm(page, { ...account, name: ' ', password: 'short' });
      expect(refused.status).toBe(422);
      expect(refused.textOf('.problem')).toBe('Tell us your name.Take twelve characters or more.');
      expect(refused.$('#company').val()).toBe(account.company);
      expect(refused.$('#password').val()).toBe('');
      expect(await pushes()).toEqual([]);
      const handedOff = await browser.submitForm(refused, account);
      expect(await finish(client, handedOff)).toMatchObject({ email: account.email });
    });

    it('gives nobody an account that exists', async () => {
      const { page } = await begin(paths.signUp);
      const refused = await browser.submitForm(page, { ...newcomer(), email: 'ALICE@example.com' });
      expect(refused.status).toBe(422);
      expect(refused.textOf('.problem')).toContain('Sign in instead');
      expect(await pushes()).toEqual([]);
      const form = await open(refused, 'Sign in');
      expect((await browser.submitForm(form, alice)).refresh).toContain('partner:callback');
    });

    it.each(['', 'name=a&name=b&company=c&email=a@example.com&password=long+enough+for+all'])(
      'answers "%s" with the form again',
      async (body) => {
        const answer = await fetch(sample.url + paths.signUp, {
          method: 'POST',
          headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
          body,
        });
        expect(answer.status).toBe(422);
        expect(await answer.text()).toContain('role="alert"');
      },
    );
  });

  describe('a directory by a custom strategy', () => {
    it('hands off whom the directory takes, with roles from its groups', async () => {
      const { client, page } = await begin(paths.directory);
      const handedOff = await browser.submitForm(page, erin);
      expect(await finish(client, handedOff)).toMatchObject({
        sub: 'usr_3f0c9d52-6a4e-4d0b-9a77-51c2a6f4be10',
      });
      expect(await pushes()).toEqual([
        expect.objectContaining({
          email: erin.email,
          name: 'Erin Castellanos',
          roles: ['dispatcher'],
          organization_external_name: 'Cedar Mills',
        }),
      ]);
    });

    it('keeps the login request through a wrong password', async () => {
      const { client, page } = await begin(paths.directory);
      const refused = await browser.submitForm(page, { ...erin, password: 'wrong' });
      expect(refused.status).toBe(401);
      expect(refused.textOf('#failure')).toContain("don't belong together");
      expect(await pushes()).toEqual([]);
      const handedOff = await browser.submitForm(refused, erin);
      expect(await finish(client, handedOff)).toMatchObject({ email: erin.email });
    });

    it.each([
      ['an empty password, which binds as nobody', { ...erin, password: '' }],
      ['an account of the database', alice],
      ['a filter', { ...erin, email: '*' }],
    ])('refuses %s', async (_, account) => {
      const { page } = await begin(paths.directory);
      expect((await browser.submitForm(page, account)).status).toBe(401);
      expect(await pushes()).toEqual([]);
    });

    it('gives its people no password here', async () => {
      const page = await browser.navigate(sample.url + paths.directory);
      await browser.submitForm(page, erin);
      expect((await sample.signIn(new Browser(), erin)).status).toBe(401);
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
      const list = await open(form, 'every way to sign in');
      const directory = await open(list, 'A directory, by a custom strategy');
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
        // oxlint-disable-next-line no-await-in-loop
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
