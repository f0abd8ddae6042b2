import { later, moveClock, restoreClock } from '../support/clock.js';
import { adapters } from '../support/federation-app.js';
import type { Page } from '../support/page.js';
import { Browser } from '../support/browser.js';
import { alice, World } from '../support/world.js';
import { Attacker } from './support/attacker.js';

/**
 * The page can be opened where its script does not run (`<iframe sandbox="allow-popups allow-forms …">`),
 * so that nothing but the server holds back a press that was meant for something else.
 */
describe.each(adapters)('the continue page without its script, on %s', (adapter) => {
  let world: World;
  let attacker: Attacker;
  let victim: Browser;
  let page: Page;

  beforeAll(async () => {
    world = await World.start({ adapter });
  });
  beforeEach(async () => {
    await world.emulator.reset();
    attacker = await Attacker.begin(world);
    victim = new Browser();
    await victim.submitForm(await victim.navigate(world.loginUrl), alice);
    // What passes is what the tests let pass, however busy this machine is.
    moveClock(0);
    page = await victim.follow(await victim.navigate(attacker.link));
  });
  afterEach(restoreClock);
  afterAll(() => world?.close());

  const pressed = (value: string) => ({ button: `[value=${value}]`, inHaste: true });
  const token = (of: Page) => of.$('[name=scalekit_csrf]').attr('value');

  it.each([0, 300, 600])(
    'takes no press %d ms after it was rendered (T57)',
    async (milliseconds) => {
      const again = await later(milliseconds, () =>
        victim.submitForm(page, {}, pressed('continue')),
      );
      expect(again.status).toBe(200);
      expect(again.headers.get('referrer-policy')).toBe('same-origin');
      expect(again.textOf('.account')).toContain('alice@example.com');
      expect(await world.pushes()).toEqual([]);
      expect(await attacker.loot()).toBe('nobody');
    },
  );

  it('counts anew for the page that it shows again', async () => {
    const again = await later(600, () => victim.submitForm(page, {}, pressed('continue')));
    expect(token(again)).not.toBe(token(page));
    const third = await later(900, () => victim.submitForm(again, {}, pressed('continue')));
    expect(third.textOf('.account')).toContain('alice@example.com');
    expect(await world.pushes()).toEqual([]);
    const handedOff = await later(1800, () => victim.submitForm(third, {}, pressed('continue')));
    expect(handedOff.refresh).toContain('partner:callback');
  });

  it.each(['switch', 'cancel'])('lets nobody wait who presses %s', async (action) => {
    const answer = await victim.submitForm(page, {}, pressed(action));
    expect(answer.next).toBeDefined();
    expect(await attacker.loot()).toBe('nobody');
  });

  it.each([
    ['from before the login request', -541],
    ['from a minute ahead', 60],
  ])('takes no token %s (T9)', async (_when, seconds) => {
    moveClock(seconds);
    const other = await victim.navigate(page.url);
    restoreClock();
    const stale = token(other);
    const refused = await victim.submitForm(
      page,
      { scalekit_csrf: stale ?? '' },
      pressed('continue'),
    );
    expect(refused.status).toBe(403);
    expect(refused.text).toContain('csrf_failed');
    expect(await world.pushes()).toEqual([]);
  });
});
