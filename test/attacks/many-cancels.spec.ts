import { jest } from '@jest/globals';
import { adapters } from '../support/federation-app.js';
import { World } from '../support/world.js';

const form = 'form[action="/login/cancel"]';
const push = { on: 'push' } as const;

describe.each(adapters)('somebody without an account who cancels, on %s,', (adapter) => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({ adapter });
  });
  beforeEach(() => world.emulator.reset());
  afterEach(() => jest.restoreAllMocks());
  afterAll(() => world?.close());

  const sent = async () =>
    (await world.emulator.journal()).filter(({ path }) => path.includes('/auth-requests/')).length;

  it.each([429, 503])('has one push sent, whatever the answer: %i (T64)', async (status) => {
    const { browser, page } = await world.startLogin();
    await world.emulator.fail({ ...push, status });
    expect((await browser.submitForm(page, {}, { form })).status).toBe(503);
    expect(await sent()).toBe(1);
  });

  it('has it sent once more with a fresh token, when Scalekit has revoked the cached one', async () => {
    const { browser, page } = await world.startLogin();
    await world.emulator.fail({ ...push, status: 401, times: 1 });
    const cancelled = await browser.submitForm(page, {}, { form });
    expect(cancelled.refresh).toContain('partner:callback');
    expect(await sent()).toBe(2);
  });

  it('sixty times within a second has ten pushes sent, and everybody else may cancel later (T64)', async () => {
    const logins = await Promise.all(Array.from({ length: 60 }, () => world.startLogin()));
    const clock = jest.spyOn(performance, 'now').mockReturnValue(performance.now() + 1001);
    await world.emulator.fail({ ...push, status: 429 });
    const { lines } = world.app.log;
    const before = lines.length;
    const pages = await Promise.all(
      logins.map(({ browser, page }) => browser.submitForm(page, {}, { form })),
    );
    expect(await sent()).toBe(10);
    const limited = pages.filter(({ text }) => text.includes('too_many_rejections'));
    expect(limited).toHaveLength(50);
    for (const { status, headers } of limited) {
      expect([status, headers.get('retry-after')]).toEqual([503, '1']);
    }
    const told = lines.slice(before).filter((line) => /^(ERROR|WARN)/.test(line));
    const ofLimit = told.filter((line) => line.includes('too_many_rejections'));
    expect(ofLimit).toEqual([expect.stringMatching(/: at most 10 rejections are /)]);
    expect(ofLimit[0]).not.toContain('Scalekit answered');
    // Those that Scalekit refused are one line more, at most.
    expect(told.length).toBeLessThanOrEqual(2);

    await world.emulator.clearFaults();
    clock.mockReturnValue(performance.now() + 1001);
    const index = pages.findIndex(({ text }) => text.includes('too_many_rejections'));
    const again = logins[index];
    const cancelled = await again?.browser.submitForm(again.page, {}, { form });
    expect(cancelled?.refresh).toContain('partner:callback');
  });
});
