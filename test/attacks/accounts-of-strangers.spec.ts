import { Browser } from '../support/browser.js';
import { adapters } from '../support/federation-app.js';
import { alice, World } from '../support/world.js';
import { formType, rawRequest, type RawAnswer } from './support/raw-request.js';

const mallory = { email: 'mallory@example.com', password: 'right' };

/**
 * The attack the other way round: somebody's own AI app is to be connected to an account of the
 * attacker's, so that what they tell it lies where the attacker can read it.
 */
describe.each(adapters)(
  'on %s, somebody whose browser was signed in as the attacker',
  (adapter) => {
    let world: World;

    beforeAll(async () => {
      world = await World.start({ adapter });
    });
    beforeEach(() => world.emulator.reset());
    afterAll(() => world?.close());

    /** A form of another site signs this browser in: the app itself has nothing against it. */
    async function signInAsMallory(browser: Browser, txn?: string): Promise<RawAnswer> {
      const answer = await rawRequest(browser, `${world.app.url}/login`, {
        method: 'POST',
        headers: { accept: 'text/html', 'sec-fetch-site': 'cross-site', ...formType },
        body: String(new URLSearchParams({ ...mallory, ...(txn && { scalekit_txn: txn }) })),
      });
      for (const cookie of [answer.headers['set-cookie'] ?? []].flat()) {
        await browser.cookies.setCookie(cookie, world.app.url);
      }
      return answer;
    }

    it('reads whose account it is, and goes on with their own (T5)', async () => {
      const browser = new Browser();
      await browser.cookies.setCookie('session=usr_mallory; Path=/', world.app.url);
      const login = await world.startLogin(browser);
      expect(login.page.url.pathname).toBe('/scalekit/continue');
      expect(login.page.textOf('.account strong')).toBe('mallory@example.com');
      expect(await world.pushes()).toEqual([]);

      const form = await browser.follow(
        await browser.submitForm(login.page, {}, { button: '[value=switch]' }),
      );
      const handedOff = await browser.submitForm(form, alice);
      expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
    });

    it.each(['names it', 'does not name it'])(
      'is asked, where a form of another site %s while their login request waits (T5)',
      async (how) => {
        const { browser, page } = await world.startLogin();
        const txn = String(page.$('input[name=scalekit_txn]').val());
        const answer = await signInAsMallory(browser, how === 'names it' ? txn : undefined);
        expect(answer.headers['location']).toBe(`/scalekit/continue?scalekit_txn=${txn}`);
        expect(await world.pushes()).toEqual([]);
        const asked = await browser.navigate(
          `${world.app.url}/scalekit/continue?scalekit_txn=${txn}`,
        );
        expect(asked.textOf('.account strong')).toBe('mallory@example.com');
      },
    );
  },
);
