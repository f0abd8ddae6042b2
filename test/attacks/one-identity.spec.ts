import { Browser } from '../support/browser.js';
import { acceptedPushesFor } from '../support/federated-login.js';
import { adapters } from '../support/federation-app.js';
import type { Page } from '../support/page.js';
import { alice, bob, World } from '../support/world.js';
import { Attacker } from './support/attacker.js';

/**
 * One login request, two browsers, two people. The emulator lets the last push win here, so that only
 * the app can keep the request to one identity.
 */
describe.each(adapters)('two people on one login request on %s', (adapter) => {
  let world: World;
  let attacker: Attacker;

  beforeAll(async () => {
    world = await World.start({ adapter });
    await world.emulator.configure({ secondPush: 'replace' });
  });
  beforeEach(async () => {
    await world.emulator.reset();
    // Resetting the emulator revokes the app's token; the next one must be there before faults begin.
    const { browser, page } = await world.startLogin();
    await browser.submitForm(page, alice);
    attacker = await Attacker.begin(world);
  });
  afterAll(() => world?.close());

  /** Opens the link in a browser of somebody's own, ready to sign in. */
  async function seat(user: typeof alice): Promise<() => Promise<Page>> {
    const browser = new Browser();
    const page = await browser.navigate(attacker.link);
    return () => browser.submitForm(page, user);
  }

  /** What Scalekit took for the attacked login request. */
  function pushed(): Promise<unknown[]> {
    const id = attacker.link.searchParams.get('login_request_id');
    return acceptedPushesFor(world.emulator, id);
  }

  it.each([1, 2, 3, 4, 5])(
    'are told apart however many answer at once (round %i) (T6)',
    async () => {
      const [asAlice, asBob] = [await seat(alice), await seat(bob)];
      const answers = await Promise.all(
        Array.from({ length: 24 }, async (_, index) => {
          const isAlice = index % 2 === 0;
          const { status, next } = await (isAlice ? asAlice() : asBob());
          return { sub: isAlice ? 'usr_alice' : 'usr_bob', status, goesOn: next !== undefined };
        }),
      );
      const winners = new Set(answers.filter(({ goesOn }) => goesOn).map(({ sub }) => sub));
      expect(winners.size).toBe(1);
      expect(new Set(answers.filter(({ goesOn }) => !goesOn).map(({ status }) => status))).toEqual(
        new Set([409]),
      );
      expect(await pushed()).toHaveLength(1);
      expect([...winners]).toEqual([await attacker.loot()]);
    },
  );

  it('are told apart although the answer to every push of the first is lost (T37)', async () => {
    const [asAlice, asBob] = [await seat(alice), await seat(bob)];
    await world.emulator.fail({ on: 'push', times: 3, reset: true, carriedOut: true });
    expect((await asAlice()).status).toBe(503);
    expect((await asBob()).status).toBe(409);
    expect((await asAlice()).status).toBe(200);
    expect(await attacker.loot()).toBe('usr_alice');
  });

  it('are told apart although the credentials fail after a push whose answer was lost', async () => {
    const [asAlice, asBob] = [await seat(alice), await seat(bob)];
    await world.emulator.fail({ on: 'push', times: 1, status: 503, carriedOut: true });
    await world.emulator.fail({ on: 'push', times: 1, status: 401 });
    await world.emulator.fail({ on: 'token', times: 1, status: 401 });
    expect((await asAlice()).status).toBe(502);
    expect((await asBob()).status).toBe(409);
    expect(await attacker.loot()).toBe('usr_alice');
  });

  it('are told apart although one has cancelled', async () => {
    const asBob = await seat(bob);
    const browser = new Browser();
    const page = await browser.navigate(attacker.link);
    await browser.submitForm(page, {}, { form: 'form[action="/login/cancel"]' });
    expect((await asBob()).status).toBe(409);
    expect(await attacker.loot()).toBe('nobody');
  });

  it('are told apart when cancel and login come at once', async () => {
    const asBob = await seat(bob);
    const browser = new Browser();
    const page = await browser.navigate(attacker.link);
    const cancel = browser.submitForm(page, {}, { form: 'form[action="/login/cancel"]' });
    const answers = await Promise.all([cancel, asBob(), asBob(), asBob()]);
    expect(answers.map(({ status }) => status)).toContain(409);
    expect(await pushed()).toHaveLength(1);
  });
});
