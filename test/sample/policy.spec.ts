import { Browser } from '../support/browser.js';
import { finishLogin, type StartedLogin } from '../support/federated-login.js';
import { beforeEachOnSample, type SampleTest } from '../support/sample-test.js';
import type { Page } from '../support/page.js';
import { alice, bob, dana } from '../support/sample.js';
import { walk } from '../support/walk.js';
import { code, forgetUsedCodes } from './login-styles/authenticator.js';
import { cancelForm } from './login-styles/paths.js';

const ordinary = ['openid', 'shipments:read'];
const elevated = ['openid', 'shipments:write'];

describe.each(['express', 'fastify'])('what an AI app may have, on %s', (adapter) => {
  let { federated, browser } = {} as SampleTest;

  beforeEachOnSample(
    { HTTP_ADAPTER: adapter, ELEVATED_SCOPES: 'shipments:write invoices:pay' },
    (test) => ({ federated, browser } = test),
  );

  const begin = (scopes: string[], path = '/login') => federated.begin(browser, path, { scopes });
  const press = (page: Page, action: string) =>
    browser.submitForm(page, {}, { button: `[value=${action}]` });

  /** Somebody has a session here, and says on the continue page that they mean it. */
  async function goOnSignedIn(scopes: string[]): Promise<StartedLogin> {
    await federated.sample.signIn(browser, alice);
    const started = await begin(scopes);
    expect(started.page.url.pathname).toBe('/scalekit/continue');
    return { ...started, page: await walk(browser, await press(started.page, 'continue')) };
  }

  it('is one press for an ordinary scope, by who is signed in already', async () => {
    const { client, page } = await goOnSignedIn(ordinary);
    expect(page.refresh).toContain('partner:callback');
    expect(await finishLogin({ browser, client }, page)).toMatchObject({ sub: 'usr_7hq2mvx9' });
  });

  it.each(['shipments:write', 'invoices:pay'])(
    'is a sign-in made for it where it asks for %s, and the page says why',
    async (scope) => {
      const { client, page } = await goOnSignedIn(['openid', scope]);
      expect([page.status, page.url.pathname]).toEqual([200, '/login']);
      expect(page.textOf('.hint')).toContain('Sign in again to connect your AI app');
      expect(page.textOf('form [role=note]')).toContain(scope);
      expect(await federated.pushes()).toEqual([]);
      const handedOff = await browser.submitForm(page, alice);
      const claims = await finishLogin({ browser, client }, handedOff);
      expect(claims).toMatchObject({ sub: 'usr_7hq2mvx9', scope: expect.stringContaining(scope) });
    },
  );

  it('says why on every page that offers another way to do so', async () => {
    const { page } = await goOnSignedIn(elevated);
    for (const path of ['/totp', '/directory', '/magic-link', '']) {
      const url = `${federated.sample.url}/login-styles${path}${page.url.search}`;
      expect((await browser.navigate(url)).textOf('.hint')).toContain('Sign in again');
    }
  });

  it('keeps asking after a wrong password', async () => {
    const { client, page } = await goOnSignedIn(elevated);
    const refused = await browser.submitForm(page, { ...alice, password: 'wrong' });
    expect([refused.status, refused.textOf('.hint')]).toEqual([
      401,
      expect.stringContaining('Sign in again'),
    ]);
    const handedOff = await browser.submitForm(refused, alice);
    expect(await finishLogin({ browser, client }, handedOff)).toHaveProperty('sub');
  });

  it('goes to somebody else who signs in instead', async () => {
    const { client, page } = await goOnSignedIn(elevated);
    const handedOff = await browser.submitForm(page, bob);
    expect(await finishLogin({ browser, client }, handedOff)).toMatchObject({
      sub: 'usr_3kd8wt5c',
    });
  });

  it('is nothing to a person who cancels then', async () => {
    const { client, page } = await goOnSignedIn(elevated);
    const cancelled = await browser.submitForm(page, {}, cancelForm);
    expect(await finishLogin({ browser, client }, cancelled)).toHaveProperty('error');
    expect(await federated.pushes()).toEqual([{ login_failed: true }]);
  });

  it('is asked for once where nobody is signed in', async () => {
    const { client, page } = await begin(elevated);
    expect(page.$('.hint')).toHaveLength(0);
    const handedOff = await browser.submitForm(page, alice);
    expect(await finishLogin({ browser, client }, handedOff)).toHaveProperty('sub');
  });

  it('is given by a code after the password', async () => {
    await forgetUsedCodes(federated.sample);
    const { client, page } = await begin(elevated, '/login-styles/totp');
    const second = await browser.submitForm(page, dana);
    const handedOff = await browser.submitForm(second, { code: code() });
    expect(await finishLogin({ browser, client }, handedOff)).toMatchObject({
      sub: 'usr_5tz8pn2w',
    });
  });

  it('is given by a mailed code, and not by the link alone', async () => {
    const { client, page } = await goOnSignedIn(elevated);
    const mail = `${federated.sample.url}/login-styles/magic-link`;
    const form = await browser.navigate(mail + page.url.search);
    const waiting = await browser.submitForm(form, { email: alice.email });
    const outbox = await new Browser().navigate(`${mail}/outbox`);
    const opened = await browser.navigate(
      federated.sample.url + String(outbox.$('li a').first().attr('href')),
    );
    expect(await federated.pushes()).toEqual([]);
    const handedOff = await browser.submitForm(waiting, { code: opened.textOf('.code') });
    expect(await finishLogin({ browser, client }, handedOff)).toHaveProperty('sub');
  });
});
