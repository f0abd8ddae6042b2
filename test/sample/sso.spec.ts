import { Browser } from '../support/browser.js';
import { beforeEachOnSample, type SampleTest } from '../support/sample-test.js';
import type { Page } from '../support/page.js';
import { alice, Sample, startTimeoutMs } from '../support/sample.js';
import { postOn } from '../support/sso-steps.js';
import { walk } from '../support/walk.js';

const ways = [
  { way: 'oidc', account: 'acme-1042', other: 'acme-1077', email: 'frank@acme.example' },
  { way: 'saml', account: 'e-2201', other: 'e-2214', email: 'hannah@bolt.example' },
] as const;

describe.each(['express', 'fastify'])('single sign-on of the sample on %s', (adapter) => {
  let { federated, sample, browser, finish } = {} as SampleTest;

  beforeEachOnSample(
    { HTTP_ADAPTER: adapter },
    (test) => ({ federated, sample, browser, finish } = test),
  );

  const begin = (path: string, scopes = ['openid']) => federated.begin(browser, path, { scopes });

  const pressSso = async (page: Page, way: string) =>
    walk(browser, await browser.submitForm(page, {}, { form: `form[action="/sso/${way}"]` }));

  const choose = async (page: Page, button: string) =>
    postOn(browser, await walk(browser, await browser.submitForm(page, {}, { button })));

  describe.each(ways)('by $way', ({ way, account, other, email }) => {
    it('connects an AI app at once after a press of the button', async () => {
      const { client, page } = await begin('/login');
      const handedOff = await choose(await pressSso(page, way), `[value=${account}]`);
      expect(handedOff.refresh).toContain('partner:callback');
      expect(await finish(client, handedOff)).toMatchObject({ email });
    });

    it('asks whether it is meant where the login page redirects at once', async () => {
      const { client, page } = await begin(`/sso/${way}`);
      const asked = await choose(page, `[value=${account}]`);
      expect(asked.textOf('.account')).toContain(email);
      const handedOff = await browser.submitForm(asked, {}, { button: '[value=continue]' });
      expect(await finish(client, handedOff)).toMatchObject({ email });
    });

    it('signs in to the app alone when nobody waits, and knows the person the next time', async () => {
      const page = await browser.navigate(`${sample.url}/login`);
      const home = await choose(await pressSso(page, way), `[value=${account}]`);
      expect([home.url.pathname, home.status]).toEqual(['/', 200]);
      const { client, page: asked } = await begin('/login');
      expect(asked.textOf('.account')).toContain(email);
      const handedOff = await browser.submitForm(asked, {}, { button: '[value=continue]' });
      expect(await finish(client, handedOff)).toMatchObject({ email });
    });

    it('lets somebody else sign in after "Not you?", though the provider knows the first', async () => {
      const page = await browser.navigate(`${sample.url}/login`);
      await choose(await pressSso(page, way), `[value=${account}]`);
      const { client, page: asked } = await begin('/login');
      const form = await walk(
        browser,
        await browser.submitForm(asked, {}, { button: '[value=switch]' }),
      );
      const handedOff = await choose(await pressSso(form, way), `[value=${other}]`);
      const claims = await finish(client, handedOff);
      expect(claims['email']).not.toBe(email);
    });

    it('shows the login page again when the provider says no', async () => {
      const { client, page } = await begin('/login');
      const again = await choose(await pressSso(page, way), '[name=decline]');
      expect([again.url.pathname, again.textOf('h1')]).toEqual(['/login', 'Sign in']);
      const handedOff = await walk(browser, await browser.submitForm(again, alice));
      expect(await finish(client, handedOff)).toMatchObject({ email: alice.email });
    });

    it('says so, without a stack, when the provider says no and nobody waits', async () => {
      const page = await browser.navigate(`${sample.url}/login`);
      const refused = await choose(await pressSso(page, way), '[name=decline]');
      expect(refused.isHtml).toBe(true);
      expect(refused.status).toBeGreaterThanOrEqual(400);
      expect(refused.text).not.toContain('node_modules');
    });
  });

  describe.each(ways)('by $way, for an AI app that asks for an elevated scope', (setup) => {
    const { way, account, email } = setup;
    const elevated = ['openid', 'shipments:write'];

    /** The provider has a session of this browser, and so has the app. */
    const signInBefore = async () => {
      const page = await browser.navigate(`${sample.url}/login`);
      await choose(await pressSso(page, way), `[value=${account}]`);
    };
    const press = async (page: Page, action: string) =>
      walk(browser, await browser.submitForm(page, {}, { button: `[value=${action}]` }));

    it('signs the person in again, whatever sessions there are', async () => {
      await signInBefore();
      const { client, page } = await begin('/login', elevated);
      const form = await press(page, 'continue');
      expect([form.url.pathname, form.textOf('.hint')]).toEqual([
        '/login',
        expect.stringContaining('Sign in again'),
      ]);
      const asked = await pressSso(form, way);
      expect(asked.$(`button[value=${account}]`)).toHaveLength(1);
      const handedOff = await choose(asked, `[value=${account}]`);
      expect(await finish(client, handedOff)).toMatchObject({
        email,
        scope: expect.stringContaining('shipments:write'),
      });
    });

    it('asks the person once where nobody is signed in at the app, and the provider knows them', async () => {
      await signInBefore();
      await browser.submitForm(
        await browser.navigate(sample.url),
        {},
        { form: '[action="/logout"]' },
      );
      const { client, page } = await begin('/login', elevated);
      const asked = await pressSso(page, way);
      expect(asked.$(`button[value=${account}]`)).toHaveLength(1);
      const handedOff = await choose(asked, `[value=${account}]`);
      expect(handedOff.refresh).toContain('partner:callback');
      expect(await finish(client, handedOff)).toMatchObject({ email });
    });

    it('is content with one press after a trip that began at once', async () => {
      const { client, page } = await begin(`/sso/${way}`, elevated);
      const asked = await choose(page, `[value=${account}]`);
      const handedOff = await press(asked, 'continue');
      expect(handedOff.refresh).toContain('partner:callback');
      expect(await finish(client, handedOff)).toMatchObject({ email });
    });

    it('lets the provider answer at once for an ordinary scope', async () => {
      await signInBefore();
      await browser.submitForm(
        await browser.navigate(sample.url),
        {},
        { form: '[action="/logout"]' },
      );
      const { client, page } = await begin('/login', ['openid', 'shipments:read']);
      const handedOff = await postOn(browser, await pressSso(page, way));
      expect(await finish(client, handedOff)).toMatchObject({ email });
    });
  });

  it(
    'offers nothing where development providers are off and none is configured',
    async () => {
      const bare = await Sample.start({ HTTP_ADAPTER: adapter, DEV_IDENTITY_PROVIDERS: 'off' });
      const page = await new Browser().navigate(`${bare.url}/login`);
      expect(page.$('form[action^="/sso/"]')).toHaveLength(0);
      expect((await new Browser().navigate(`${bare.url}/sso/oidc`)).status).toBe(404);
      await bare.close();
    },
    startTimeoutMs,
  );
});
