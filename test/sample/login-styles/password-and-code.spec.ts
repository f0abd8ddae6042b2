import { jest } from '@jest/globals';
import { Browser } from '../../support/browser.js';
import { beforeEachOnSample, type SampleTest } from '../../support/sample-test.js';
import { alice, dana } from '../../support/sample.js';
import { sendTo } from '../../support/send-to.js';
import { code, forgetUsedCodes } from './authenticator.js';
import { cancelForm, paths } from './paths.js';

const wrongCode = () => (code() === '000000' ? '111111' : '000000');

describe.each(['express', 'fastify'])('a password and then a code on %s', (adapter) => {
  let { federated, sample, browser, begin, finish, pushes } = {} as SampleTest;

  beforeEachOnSample({ HTTP_ADAPTER: adapter }, async (test) => {
    ({ federated, sample, browser, begin, finish, pushes } = test);
    await forgetUsedCodes(sample);
  });
  afterEach(() => {
    jest.useRealTimers();
  });

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

  it.each(['form', 'script'] as const)(
    'hands nobody off by the password alone, sent by a %s, whatever page is opened then',
    async (by) => {
      const { page } = await begin(paths.totp);
      const answer = await sendTo({ browser, page }, paths.totp, dana, { by });
      expect(answer.status).toBe(200);
      expect(answer.text).toContain('Enter your code');
      const txn = String(page.$('input[name=scalekit_txn]').val());
      for (const path of ['/', '/scalekit/continue', paths.totp, paths.local]) {
        const next = await browser.navigate(`${sample.url}${path}?scalekit_txn=${txn}`);
        const shown = await browser.follow(next);
        expect(shown.$('[value=continue]')).toHaveLength(0);
      }
      expect(await pushes()).toEqual([]);
    },
  );

  it('signs nobody in between the pages', async () => {
    await passwordIn();
    expect(await sample.isSignedIn(browser)).toBe(false);
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
    const another = new Browser();
    const { page } = await federated.begin(another, paths.totp);
    const second = await another.submitForm(page, dana);
    const refused = await another.submitForm(second, { code: used });
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
