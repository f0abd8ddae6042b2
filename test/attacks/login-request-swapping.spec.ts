import { Browser } from '../support/browser.js';
import { adapters } from '../support/federation-app.js';
import type { BegunLogin } from 'scalekit-emulator';
import { finishLogin } from '../support/federated-login.js';
import type { Page } from '../support/page.js';
import { Attacker } from './support/attacker.js';
import { Scene } from './support/scene.js';
import { loginStyles } from './styles/index.js';
import { walk } from '../support/walk.js';
import { openPage, type LoginStyle } from './styles/login-style.js';
import { mailedLink, newestMail } from './styles/mailed-link.js';

/**
 * The attack that the whole hand-off is shaped by: somebody begins a flow in an AI app of their own,
 * gets a victim's login attached to it, and has the victim's token. What counts here is the `sub` of
 * the token that the attacker's own client is given.
 */
const modes = adapters.flatMap((adapter) =>
  (['unproven', 'always'] as const).map((confirm) => ({ adapter, confirm })),
);

describe.each(modes)('on $adapter with confirm: $confirm, an attacker', ({ adapter, confirm }) => {
  let scene: Scene;
  let attacker: Attacker;

  beforeAll(async () => {
    scene = await Scene.start(adapter, confirm);
  });
  afterAll(() => scene?.close());

  describe.each(loginStyles)('of a victim who signs in by $name', (style) => {
    const isHandedOffAtOnce = style.proves && confirm === 'unproven';

    beforeAll(() => scene.useLoginPageOf(style));
    beforeEach(async () => {
      await scene.world.emulator.reset();
      attacker = await Attacker.begin(scene.world);
    });

    describe('gets nothing without a click, though the victim is signed in and', () => {
      it.each(['opens the link from a mail', 'clicks the link', 'is bounced to the link'])(
        '%s (T1)',
        async (how) => {
          const { browser, lure } = await scene.victim(style);
          await style.signIn(browser, await style.open(browser, scene.urlOf(style)));
          if (how === 'opens the link from a mail') await style.open(browser, attacker.link);
          else if (how === 'clicks the link') await style.open(browser, attacker.link, lure);
          else await style.open(browser, scene.site.bounceTo(attacker.link), lure);
          expect(await attacker.loot()).toBe('nobody');
        },
      );
    });

    describe('gets nothing from a planted login request when the victim', () => {
      it('signs in later for reasons of their own (T2)', async () => {
        const { browser, lure } = await scene.victim(style);
        await style.open(browser, scene.site.bounceTo(attacker.link), lure);
        const page = await style.open(browser, scene.urlOf(style));
        expect(style.warns(page)).toBe(false);
        await walk(browser, await style.signIn(browser, page));
        expect(await attacker.loot()).toBe('nobody');
      });

      it('signs in on a page that was open before (T2)', async () => {
        const { browser, lure } = await scene.victim(style);
        const page = await style.open(browser, scene.urlOf(style));
        await style.open(browser, scene.site.bounceTo(attacker.link), lure);
        await walk(browser, await style.signIn(browser, page));
        expect(await attacker.loot()).toBe('nobody');
      });

      it('signs in while a second planted one waits', async () => {
        const { browser, lure } = await scene.victim(style);
        const accomplice = await Attacker.begin(scene.world);
        await style.open(browser, scene.site.bounceTo(attacker.link), lure);
        await style.open(browser, scene.site.bounceTo(accomplice.link), lure);
        const page = await style.open(browser, scene.urlOf(style));
        const answer = await walk(browser, await style.signIn(browser, page));
        expect(answer.url.pathname).not.toContain('/scalekit/');
        expect([await attacker.loot(), await accomplice.loot()]).toEqual(['nobody', 'nobody']);
      });

      it('connects an AI app of their own', async () => {
        const { browser, lure } = await scene.victim(style);
        await style.open(browser, scene.site.bounceTo(attacker.link), lure);
        const client = await scene.world.emulator.beginLogin();
        const claims = await connectOwnApp(style, browser, client);
        expect(claims).toMatchObject({ sub: 'usr_alice' });
        expect(await attacker.loot()).toBe('nobody');
      });
    });

    it('finds nobody who confirms out of habit, because what is answered asks no more', async () => {
      const { browser } = await scene.victim(style);
      for (const round of ['first', 'second']) {
        const client = await scene.world.emulator.beginLogin();
        const claims = await connectOwnApp(style, browser, client);
        expect([round, claims]).toMatchObject([round, { sub: 'usr_alice' }]);
        const page = await style.open(browser, scene.urlOf(style));
        const answer = await walk(browser, await style.signIn(browser, page));
        expect(answer.url.pathname).not.toContain('/scalekit/');
      }
    });

    it(`gets a token from a victim who follows the link and signs in ${
      isHandedOffAtOnce ? 'under the notice' : 'and presses Continue below their own name'
    }, and not before (T4)`, async () => {
      const { browser, lure } = await scene.victim(style);
      const page = await style.open(browser, attacker.link, lure);
      if (style.proves) expect(style.warns(page)).toBe(true);
      expect(await attacker.loot()).toBe('nobody');
      const answer = await walk(browser, await style.signIn(browser, page));
      if (!isHandedOffAtOnce) {
        expect(await attacker.loot()).toBe('nobody');
        expect(answer.textOf('.account')).toBe('alice@example.comAlice Doe');
        expect(answer.textOf()).toContain('If somebody sent you a link, press Cancel');
        await browser.submitForm(answer, {}, { button: '[value=continue]' });
      }
      expect(await attacker.loot()).toBe('usr_alice');
    });

    it('gets nothing from a victim who presses Cancel', async () => {
      const { browser } = await scene.victim(style);
      const page = await style.open(browser, attacker.link);
      if (isHandedOffAtOnce && style.cancel) await style.cancel(page);
      else if (isHandedOffAtOnce) {
        const txn = page.$('input[name=scalekit_txn]').val() ?? '';
        const cancel = { scalekit_txn: txn };
        await browser.fetchJson(`${scene.world.app.url}/password/cancel`, cancel, page);
      } else {
        const answer = await walk(browser, await style.signIn(browser, page));
        await browser.submitForm(answer, {}, { button: '[value=cancel]' });
      }
      expect(await attacker.loot()).toBe('nobody');
    });

    it('gets nothing by waiting with the link in a browser of their own', async () => {
      await style.open(attacker.browser, attacker.link);
      const { browser } = await scene.victim(style);
      await style.signIn(browser, await style.open(browser, scene.urlOf(style)));
      expect(await attacker.loot()).toBe('nobody');
    });
  });

  it('gets nothing by having the app mail the link of an attacker’s login request', async () => {
    await scene.useLoginPageOf(mailedLink);
    attacker = await Attacker.begin(scene.world);
    const page = await openPage(attacker.browser, attacker.link);
    await attacker.browser.submitForm(page, { email: 'alice@example.com' });
    const mailed = newestMail('alice@example.com');
    expect(mailed).toContain('scalekit_txn=');

    const clean = new Browser();
    await walk(clean, await clean.navigate(mailed));
    expect(await attacker.loot()).toBe('nobody');
  });

  it('gets nothing by that mail either where the same link was planted', async () => {
    await scene.useLoginPageOf(mailedLink);
    attacker = await Attacker.begin(scene.world);
    const page = await openPage(attacker.browser, attacker.link);
    await attacker.browser.submitForm(page, { email: 'alice@example.com' });
    const { browser, lure } = await scene.victim(mailedLink);
    await openPage(browser, scene.site.bounceTo(attacker.link), lure);
    await walk(browser, await browser.navigate(newestMail('alice@example.com')));
    expect(await attacker.loot()).toBe('nobody');
  });
});

/** What a person does who connects an AI app of their own: the claims that it gets. */
async function connectOwnApp(style: LoginStyle, browser: Browser, client: BegunLogin) {
  const redirect = await browser.navigate(client.url);
  const page = await style.open(browser, redirect.next ?? '', redirect);
  const asks = ({ $ }: Page) => $('[value=continue]').length > 0;
  const answer = asks(page) ? page : await walk(browser, await style.signIn(browser, page));
  const handedOff = asks(answer)
    ? await browser.submitForm(answer, {}, { button: '[value=continue]' })
    : answer;
  const callback = handedOff.isHtml ? handedOff.next : redirectTo(handedOff.text);
  return finishLogin({ browser, client }, await browser.navigate(callback ?? ''));
}

function redirectTo(json: string): URL {
  return new URL((JSON.parse(json) as { redirectTo: string }).redirectTo);
}
