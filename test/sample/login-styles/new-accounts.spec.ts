import { Browser } from '../../support/browser.js';
import { beforeEachOnSample, type SampleTest } from '../../support/sample-test.js';
import { alice, erin } from '../../support/sample.js';
import { paths } from './paths.js';

describe.each(['express', 'fastify'])('an account that the login makes on %s', (adapter) => {
  let { sample, browser, begin, finish, pushes } = {} as SampleTest;

  beforeEachOnSample(
    { HTTP_ADAPTER: adapter },
    (test) => ({ sample, browser, begin, finish, pushes } = test),
  );

  describe('a sign-up in the middle', () => {
    const newcomer = () => ({
      name: 'Fay <b>Novak</b>',
      company: 'Dune & Sons',
      email: `fay-${Math.random().toString(36).slice(2)}@example.com`,
      password: 'twelve or more of them',
    });

    it('ends with the new account, at the AI app', async () => {
      const { client, page } = await begin(paths.local);
      const form = await browser.navigate(page.link('Create an account'), page);
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
      const form = await browser.navigate(refused.link('Sign in'), refused);
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
});
