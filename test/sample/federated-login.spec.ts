import { jest } from '@jest/globals';
import { beforeEachOnSample, type SampleTest } from '../support/sample-test.js';
import { alice, bob } from '../support/sample.js';

const cancelForm = { form: 'form[action="/login/cancel"]' };

describe.each(['express', 'fastify'])('a login that an AI app waits for, on %s', (adapter) => {
  let { federated, sample, browser, finish, pushes } = {} as SampleTest;

  beforeEachOnSample(
    { HTTP_ADAPTER: adapter },
    (test) => ({ federated, sample, browser, finish, pushes } = test),
  );

  const begin = () => federated.begin(browser, '/login');

  it('shows what signing in does, until when, and a way out', async () => {
    const { page } = await begin();
    expect(page.status).toBe(200);
    expect(page.textOf('h1')).toBe('Sign in');
    expect(page.textOf('form [role=note]')).toContain('connects an AI app');
    expect(page.textOf(cancelForm.form)).toContain('Cancel');
    const until = Date.parse(String(page.$('time').attr('datetime')));
    expect(until - Date.now()).toBeGreaterThan(500_000);
    expect(until - Date.now()).toBeLessThanOrEqual(540_000);
    expect(page.headers.get('cross-origin-opener-policy')).toBe('unsafe-none');
    expect(page.headers.get('cache-control')).toBe('no-store');
  });

  it('gives the AI app a token for the user, with role, organization and attributes', async () => {
    const { client, page } = await begin();
    const handedOff = await browser.submitForm(page, alice);
    expect(handedOff.status).toBe(200);
    expect(handedOff.refresh).toContain('/partner:callback?state=');
    expect(await finish(client, handedOff)).toMatchObject({
      sub: 'usr_7hq2mvx9',
      email: alice.email,
      custom_claims: { plan: 'business', department: 'Operations' },
    });
    expect(await pushes()).toEqual([
      {
        sub: 'usr_7hq2mvx9',
        email: alice.email,
        email_verified: true,
        name: 'Alice Andersen',
        given_name: 'Alice',
        family_name: 'Andersen',
        roles: ['admin', 'dispatcher'],
        organization_external_id: 'org_alderfreight',
        organization_external_name: 'Alder Freight',
        custom_attributes: { plan: 'business', department: 'Operations' },
      },
    ]);
  });

  it('signs the user in to the app as well', async () => {
    const { page } = await begin();
    await browser.submitForm(page, alice);
    expect((await browser.navigate(sample.url)).textOf()).toContain('Hello, Alice');
  });

  it('tells a script that fetches the form’s route, which would have redirected, with 200', async () => {
    const { client, page } = await begin();
    const txn = page.form().fields.get('scalekit_txn');
    const answer = await browser.fetchJson('/login', { ...alice, scalekit_txn: txn }, page);
    expect(answer.status).toBe(200);
    expect(answer.headers.has('location')).toBe(false);
    const handedOff = await browser.navigate(answer.json().redirectTo, page);
    expect(await finish(client, handedOff)).toMatchObject({ sub: 'usr_7hq2mvx9' });
  });

  it('survives a wrong password, with notice and way out', async () => {
    const { client, page } = await begin();
    const refused = await browser.submitForm(page, { ...alice, password: 'wrong' });
    expect(refused.status).toBe(401);
    expect(refused.textOf('[role=alert]')).toContain("don't belong together");
    expect(refused.textOf('form [role=note]')).toContain('connects an AI app');
    expect(await pushes()).toEqual([]);
    const handedOff = await browser.submitForm(refused, alice);
    expect(await finish(client, handedOff)).toMatchObject({ sub: 'usr_7hq2mvx9' });
  });

  it('can be cancelled, also after a wrong password; the AI app hears of it', async () => {
    const { client, page } = await begin();
    const refused = await browser.submitForm(page, { ...alice, password: 'wrong' });
    const cancelled = await browser.submitForm(refused, {}, cancelForm);
    const claims = await finish(client, cancelled);
    expect(claims).toHaveProperty('error');
    expect(claims).not.toHaveProperty('sub');
    expect(await pushes()).toEqual([{ login_failed: true }]);
    expect(await sample.isSignedIn(browser)).toBe(false);
  });

  it('has nothing to cancel when no AI app waits', async () => {
    const answer = await fetch(`${sample.url}/login/cancel`, {
      method: 'POST',
      redirect: 'manual',
    });
    expect(answer.status).toBe(303);
    expect(answer.headers.get('location')).toBe('/login');
  });

  it('asks somebody who is signed in already, instead of showing the form', async () => {
    await sample.signIn(browser, alice);
    const { client, page } = await begin();
    expect(page.url.pathname).toBe('/scalekit/continue');
    expect(page.textOf()).toContain(alice.email);
    expect(await pushes()).toEqual([]);
    const handedOff = await browser.submitForm(page, {}, { button: '[value=continue]' });
    expect(await finish(client, handedOff)).toMatchObject({ sub: 'usr_7hq2mvx9' });
  });

  it('shows the form to somebody who is signed in as another', async () => {
    await sample.signIn(browser, alice);
    const { client, page } = await begin();
    const form = await browser.follow(
      await browser.submitForm(page, {}, { button: '[value=switch]' }),
    );
    expect(form.textOf('h1')).toBe('Sign in');
    const handedOff = await browser.submitForm(form, bob);
    expect(await finish(client, handedOff)).toMatchObject({ sub: 'usr_3kd8wt5c' });
    expect((await browser.navigate(sample.url)).textOf()).toContain('Hello, Bob');
  });

  it('is over after nine minutes, which a page says', async () => {
    const { page } = await begin();
    jest.useFakeTimers({ advanceTimers: true, now: Date.now() + 541_000 });
    try {
      const answer = await browser.submitForm(page, alice);
      expect(answer.status).toBe(410);
      expect(answer.textOf()).toContain('login_request_expired');
      expect(await pushes()).toEqual([]);
    } finally {
      jest.useRealTimers();
    }
  });
});
