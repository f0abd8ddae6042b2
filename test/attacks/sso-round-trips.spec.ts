import { Browser } from '../support/browser.js';
import { adapters } from '../support/federation-app.js';
import type { Page } from '../support/page.js';
import { Attacker } from './support/attacker.js';
import { identityProviderUrl } from './support/identity-provider.js';
import { Scene } from './support/scene.js';
import { walk } from '../support/walk.js';
import { openPage, type LoginStyle } from './styles/login-style.js';
import { carelessSso, samlByButton, ssoByButton } from './styles/passport-sso.js';

const roundTrips = [ssoByButton, samlByButton, carelessSso];

describe.each(adapters)('on %s, trips to an identity provider', (adapter) => {
  let scene: Scene;
  let attacker: Attacker;

  beforeAll(async () => {
    scene = await Scene.start(adapter, 'unproven');
  });
  afterAll(() => scene?.close());

  /** Presses the app's button and stops on the way to the identity provider. */
  async function beginTrip(style: LoginStyle, browser: Browser, url: URL | string): Promise<Page> {
    return browser.submitForm(await style.open(browser, url));
  }

  describe.each(roundTrips)('by $name', (style) => {
    beforeAll(() => scene.useLoginPageOf(style));
    beforeEach(async () => {
      await scene.world.emulator.reset();
      attacker = await Attacker.begin(scene.world);
    });

    it.each(['clean', 'planted'])(
      'end for nobody else when the attacker’s trip is finished in a %s browser',
      async (state) => {
        const begun = await beginTrip(style, attacker.browser, attacker.link);
        const { browser, lure } = await scene.victim(style);
        if (state === 'planted') {
          await openPage(browser, scene.site.bounceTo(attacker.link), lure);
        }
        const arrived = await openPage(browser, begun.next ?? '', lure);
        if (arrived.$('form[data-posts-itself]').length > 0) {
          await walk(browser, await browser.submitForm(arrived));
        }
        expect(await attacker.loot()).toBe('nobody');
      },
    );

    it('that were given up leave nothing behind for a later login', async () => {
      const { browser, lure } = await scene.victim(style);
      await beginTrip(style, browser, attacker.link);
      const accomplice = await Attacker.begin(scene.world);
      await openPage(browser, scene.site.bounceTo(accomplice.link), lure);
      await style.signIn(browser, await style.open(browser, scene.urlOf(style)));
      expect([await attacker.loot(), await accomplice.loot()]).toEqual(['nobody', 'nobody']);
    });
  });

  it('by SAML end with the answer to the last one only', async () => {
    await scene.useLoginPageOf(samlByButton);
    attacker = await Attacker.begin(scene.world);
    const { browser } = await scene.victim(samlByButton);
    const first = await beginTrip(samlByButton, browser, attacker.link);
    await beginTrip(samlByButton, browser, attacker.link);
    const form = await browser.follow(first);
    const end = await walk(browser, await browser.submitForm(form));
    expect(end.status).toBe(410);
    expect(await attacker.loot()).toBe('nobody');
  });

  it('do not end where an identity provider is asked to send somebody unasked', async () => {
    await scene.useLoginPageOf(samlByButton);
    attacker = await Attacker.begin(scene.world);
    const begun = await beginTrip(samlByButton, attacker.browser, attacker.link);
    const relayStates = [
      begun.next?.searchParams.get('RelayState') ?? '',
      'sk.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAA.default',
      'sk.AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAA.no-such-connection',
      'sk.../../../../x/y.AAAAAAAAAAAAAAAA.default',
    ];
    const { browser, lure } = await scene.victim(samlByButton);
    await openPage(browser, scene.site.bounceTo(attacker.link), lure);
    for (const RelayState of relayStates) {
      const query = new URLSearchParams({ acs: `${scene.world.app.url}/saml/acs`, RelayState });
      const form = await browser.navigate(`${identityProviderUrl()}/saml?${query}`, lure);
      const end = await walk(browser, await browser.submitForm(form));
      expect(end.url.origin).toBe(scene.world.app.url);
    }
    expect(await attacker.loot()).toBe('nobody');
  });
});
