import { adapters } from '../support/federation-app.js';
import { alice, bob, World } from '../support/world.js';

const cancel = { form: 'form[action="/login/cancel"]' };
const push = { on: 'push' } as const;

/** What Scalekit does, or does not, when the answer to a push gets lost. */
const fates = [
  ['took it', { reset: true, carriedOut: true }],
  ['did not', { reset: true }],
  ['failed', { status: 500 }],
] as const;

describe.each(adapters)('somebody who changes their mind, on %s,', (adapter) => {
  let world: World;
  beforeAll(async () => {
    world = await World.start({ adapter });
    // What comes last counts, so that only this app keeps a login request to one account.
    await world.emulator.configure({ secondPush: 'replace' });
  });
  beforeEach(async () => {
    await world.emulator.reset();
    // A token must be there before pushes fail.
    const { browser, page } = await world.startLogin();
    await browser.submitForm(page, alice);
    await world.emulator.reset();
  });
  afterAll(() => world?.close());

  describe.each(fates)('where the answer got lost and Scalekit %s', (_what, fate) => {
    it('may sign in after a cancel', async () => {
      const login = await world.startLogin();
      await world.emulator.fail({ ...push, ...fate, times: 1 });
      expect((await login.browser.submitForm(login.page, {}, cancel)).status).toBe(503);
      const handedOff = await login.browser.submitForm(login.page, alice);
      expect(handedOff.status).toBe(200);
      expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
    });

    it('may cancel after a login', async () => {
      const login = await world.startLogin();
      await world.emulator.fail({ ...push, ...fate, times: 3 });
      expect((await login.browser.submitForm(login.page, alice)).status).toBe(503);
      await world.emulator.clearFaults();
      const cancelled = await login.browser.submitForm(login.page, {}, cancel);
      expect(cancelled.textOf('h1')).toBe('Cancelled');
      expect(await world.finish(login, cancelled)).toMatchObject({ error: 'access_denied' });
    });

    it('may not sign in with another account, and reads what is known', async () => {
      const { browser, page } = await world.startLogin();
      await world.emulator.fail({ ...push, ...fate, times: 3 });
      expect((await browser.submitForm(page, alice)).status).toBe(503);
      await world.emulator.clearFaults();
      const refused = await browser.submitForm(page, bob);
      expect(refused.status).toBe(409);
      expect(refused.textOf()).toContain(
        'the answer got lost on its way. Sign in again with that account',
      );
      const form = await browser.navigate(refused.$('a.button').attr('href') ?? '', refused);
      expect((await browser.submitForm(form, alice)).refresh).toContain('partner:callback');
    });
  });

  it('reads that the request was cancelled, or answered with another account', async () => {
    const cancelled = await world.startLogin();
    await cancelled.browser.submitForm(cancelled.page, {}, cancel);
    const late = await cancelled.browser.submitForm(cancelled.page, alice);
    expect([late.status, late.textOf()]).toEqual([
      409,
      expect.stringContaining('It was cancelled'),
    ]);

    const answered = await world.startLogin();
    await answered.browser.submitForm(answered.page, alice);
    const other = await answered.browser.submitForm(answered.page, bob);
    expect(other.status).toBe(409);
    expect(other.textOf()).toContain('It was answered with another account.');
  });

  it('may cancel after a hand-off that worked, and Scalekit decides', async () => {
    const login = await world.startLogin();
    await login.browser.submitForm(login.page, alice);
    const cancelled = await login.browser.submitForm(login.page, {}, cancel);
    expect(cancelled.textOf('h1')).toBe('Cancelled');
    expect(await world.finish(login, cancelled)).toMatchObject({ error: 'access_denied' });
  });
});
