import { Browser } from '../support/browser.js';
import { finishLogin } from '../support/federated-login.js';
import { beforeEachOnSample, type SampleTest } from '../support/sample-test.js';
import type { Page } from '../support/page.js';
import { alice, dana, Sample, startTimeoutMs } from '../support/sample.js';
import { postOn } from '../support/sso-steps.js';
import { walk } from '../support/walk.js';

const ways = [
  { way: 'oidc', provider: 'Acme ID', account: 'acme-1042', email: 'frank@acme.example' },
  { way: 'saml', provider: 'Bolt ID', account: 'e-2201', email: 'hannah@bolt.example' },
] as const;

describe.each(['express', 'fastify'])('what people see in the sample on %s', (adapter) => {
  let { federated, sample, browser } = {} as SampleTest;

  beforeEachOnSample({ HTTP_ADAPTER: adapter }, (test) => ({ federated, sample, browser } = test));

  const pressSso = async (page: Page, way: string) =>
    walk(browser, await browser.submitForm(page, {}, { form: `form[action="/sso/${way}"]` }));
  const press = async (page: Page, button: string) =>
    walk(browser, await browser.submitForm(page, {}, { button }));

  describe.each(ways)('at $provider', ({ way, provider, account, email }) => {
    it('begins in the list of ways to sign in, by a button', async () => {
      const { client, page } = await federated.begin(browser, '/login-styles');
      const chosen = await press(await pressSso(page, way), `[value=${account}]`);
      const claims = await finishLogin({ browser, client }, await postOn(browser, chosen));
      expect(claims).toMatchObject({ email });
    });

    it('begins in the list at once too, and then a page asks', async () => {
      const { page } = await federated.begin(browser, '/login-styles');
      const href = page.$(`a[href^="/sso/${way}?scalekit_txn="]`).attr('href') ?? '';
      const there = await walk(browser, await browser.navigate(href, page));
      const asked = await postOn(browser, await press(there, `[value=${account}]`));
      expect(asked.textOf('.account')).toContain(email);
    });

    it('ends with 401 and words when the provider says no and nobody waits', async () => {
      const page = await browser.navigate(`${sample.url}/login`);
      const declined = await press(await pressSso(page, way), '[name=decline]');
      const refused = await postOn(browser, declined);
      expect(refused.status).toBe(401);
      expect(refused.textOf('main')).toContain(`${provider} did not sign you in`);
    });
  });

  it('does not say at the provider that somebody is signed in who pressed Cancel', async () => {
    const page = await browser.navigate(`${sample.url}/login`);
    const declined = await press(await pressSso(page, 'saml'), '[name=decline]');
    expect(declined.textOf('h1')).toBe('Not signed in with Bolt ID');
  });

  it('keeps form and login request for an account whose password is not enough', async () => {
    const { page } = await federated.begin(browser, '/login');
    const refused = await browser.submitForm(page, dana);
    expect(refused.status).toBe(401);
    expect(refused.textOf('#failure')).toContain('signs in with a code as well');
    expect(refused.$('form[action="/login"] [name=scalekit_txn]')).toHaveLength(1);
  });

  it('is gone from the browser’s cache once somebody signs out', async () => {
    const home = await browser.follow(await sample.signIn(browser, alice));
    expect(home.headers.get('cache-control')).toBe('no-store');
  });

  it('tells a new company that it has no shipments', async () => {
    const form = await browser.navigate(`${sample.url}/login-styles/sign-up`);
    expect(form.$('[autofocus]').attr('name')).toBe('name');
    const fields = {
      name: 'Zed',
      company: 'Z',
      email: 'zed@example.com',
      password: 'x'.repeat(12),
    };
    const home = await browser.follow(await browser.submitForm(form, fields));
    expect(home.textOf('section[aria-labelledby=shipments]')).toContain('none yet');
    expect(home.$('table')).toHaveLength(0);
  });

  it('puts the cursor where a wrong code is typed again', async () => {
    const form = await browser.navigate(`${sample.url}/login-styles/magic-link`);
    const waiting = await browser.submitForm(form, { email: alice.email });
    expect(waiting.$('#code[autofocus]')).toHaveLength(0);
    const again = await browser.submitForm(waiting, { code: '000000' });
    expect(again.$('#code[autofocus]')).toHaveLength(1);
  });
});

it(
  'no list offers single sign-on where there is none',
  async () => {
    const bare = await Sample.start({ DEV_IDENTITY_PROVIDERS: 'off' });
    const page = await new Browser().navigate(`${bare.url}/login-styles`);
    expect(page.$('[href^="/sso/"], [action^="/sso/"]')).toHaveLength(0);
    await bare.close();
  },
  startTimeoutMs,
);
