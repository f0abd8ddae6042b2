import { jest } from '@jest/globals';
import { Browser } from '../../support/browser.js';
import { beforeEachOnSample, type SampleTest } from '../../support/sample-test.js';
import type { Page } from '../../support/page.js';
import { alice, dana } from '../../support/sample.js';
import { paths } from './paths.js';

describe.each(['express', 'fastify'])('a single page with a bearer token on %s', (adapter) => {
  let { sample, browser, begin, finish, pushes } = {} as SampleTest;

  beforeEachOnSample(
    { HTTP_ADAPTER: adapter },
    (test) => ({ sample, browser, begin, finish, pushes } = test),
  );
  afterEach(() => {
    jest.useRealTimers();
  });

  const api = (path: string) => `${sample.url + paths.singlePage}/${path}`;
  /** As the script does: with the query that the page was opened with. */
  const capture = (page: Page) =>
    browser.fetchJson(api('login-request') + page.url.search, undefined, page);

  it('captures by fetch, and is told where to go after the login', async () => {
    const { client, page } = await begin(paths.singlePage);
    expect(page.url.searchParams.has('login_request_id')).toBe(true);
    const captured = (await capture(page)).json();
    expect(Object.keys(captured).sort()).toEqual([
      'client',
      'continueUrl',
      'expiresAt',
      'formFields',
      'notice',
      'resource',
      'scopes',
      'switchAccount',
      'ticket',
      'txn',
    ]);
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
    expect(await sample.isSignedIn(browser)).toBe(false);
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
    const login = await browser.fetchJson(api('login'), { ...alice, scalekit_txn: txn }, page);
    expect(login.json()).toMatchObject({
      accessToken: expect.any(String),
      handOffError: { error: 'login_request_expired' },
    });
    const answers = [
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
    const { accessToken, redirectTo } = (await browser.fetchJson(api('login'), alice, page)).json();
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
    expect((await browser.fetchJson(api('app.js'))).text).toContain('location.assign(redirectTo)');
  });
});
