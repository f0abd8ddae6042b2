import { Browser } from '../support/browser.js';
import { moveClock, restoreClock } from '../support/clock.js';
import type { StartedLogin } from '../support/federated-login.js';
import { adapters } from '../support/federation-app.js';
import { ssoController, ssoLoginPage, useSessions, type SsoStyle } from '../support/sso-app.js';
import { signIn } from '../support/sso-steps.js';
import {
  openIdStyles,
  samlOwnRelayState,
  samlStyles,
  useStrategies,
  writerStyles,
} from '../support/sso-strategies.js';
import { walk } from '../support/walk.js';
import { World } from '../support/world.js';

const [openidConnect] = openIdStyles as [SsoStyle];
const [saml, samlSigned] = samlStyles as [SsoStyle, SsoStyle];
const styles = [...writerStyles, openidConnect, saml, samlSigned, samlOwnRelayState];

const written: Readonly<Record<string, readonly [status: number, answer: string]>> = {
  'writes-redirect': [307, 'https://idp.example/'],
  'writes-location': [303, 'https://idp.example/'],
  'writes-head': [302, 'https://idp.example/'],
  'writes-page': [202, '<p>Wait</p>'],
  'writes-json': [418, '{"tea":true}'],
  'writes-status': [403, 'Forbidden'],
};

describe.each(adapters)('what a strategy answers on %s', (adapter) => {
  let world: World;
  let closeProviders: () => Promise<void>;

  beforeAll(async () => {
    world = await World.start({
      adapter,
      controllers: [ssoLoginPage(styles), ...styles.map((style) => ssoController(style))],
      configure: (app) => useSessions(app, adapter),
    });
    closeProviders = await useStrategies(world.app.url);
  });
  beforeEach(async () => {
    await world.emulator.reset();
    await world.emulator.configure({ loginUrl: world.loginUrl });
  });
  afterEach(restoreClock);
  afterAll(async () => {
    await closeProviders?.();
    await world?.close();
  });

  describe('leads to the identity provider', () => {
    it('by a page with Refresh and a link after a form, which no form-action can block', async () => {
      const { browser, page } = await world.startLogin();
      const answer = await browser.submitForm(page, {}, { form: `#${openidConnect.name}` });
      expect([answer.status, answer.location]).toEqual([200, undefined]);
      expect(answer.$('main a').attr('href')).toBe(answer.refresh);
      expect(answer.next?.pathname).toBe('/auth');
    });

    it('by the strategy’s own redirect after a link', async () => {
      const answer = await new Browser().navigate(`${world.app.url}/sso/${openidConnect.name}`);
      expect([answer.status, new URL(answer.location ?? '').pathname]).toEqual([302, '/auth']);
    });

    it('by redirectTo for a script', async () => {
      const { browser, page } = await world.startLogin();
      const body = { scalekit_txn: page.$('[name=scalekit_txn]').first().val() };
      const url = `${world.app.url}/sso/${openidConnect.name}`;
      const { redirectTo } = (await browser.fetchJson(url, body, page)).json();
      expect(new URL(redirectTo).pathname).toBe('/auth');
      const login = await walk(browser, await browser.navigate(redirectTo));
      expect((await signIn(browser, login)).refresh).toContain('partner:callback');
    });

    it('not for a login request that has expired meanwhile', async () => {
      const { browser, page } = await world.startLogin();
      moveClock(541);
      const answer = await browser.submitForm(page, {}, { form: `#${openidConnect.name}` });
      expect([answer.status, answer.next]).toEqual([410, undefined]);
    });
  });

  it.each(writerStyles)('sends what a strategy answers by itself: $name', async ({ name }) => {
    const answer = await new Browser().navigate(`${world.app.url}/sso/${name}`);
    expect([answer.status, answer.location ?? answer.text]).toEqual(written[name]);
    const isPage = name === 'writes-page';
    expect(answer.headers.get('x-theirs')).toBe(isPage ? 'yes' : null);
    expect(answer.headers.getSetCookie()).toEqual(isPage ? ['theirs=1; Path=/'] : []);
  });

  describe('sends as RelayState', () => {
    const begin = async (
      { browser, page }: Pick<StartedLogin, 'browser' | 'page'>,
      style: SsoStyle,
    ) => {
      const answer = await browser.submitForm(page, {}, { form: `#${style.name}` });
      return answer.next?.searchParams.get('RelayState') ?? null;
    };

    it.each([saml, samlSigned])('at most 80 bytes, new each time, by $name', async (style) => {
      const login = await world.startLogin();
      const [one, other] = [await begin(login, style), await begin(login, style)];
      expect(Buffer.byteLength(one ?? '')).toBeGreaterThan(20);
      expect(Buffer.byteLength(one ?? '')).toBeLessThanOrEqual(80);
      expect(other).not.toBe(one);
    });

    it('nothing in a plain login', async () => {
      const browser = new Browser();
      expect(
        await begin({ browser, page: await browser.navigate(world.loginUrl) }, saml),
      ).toBeNull();
    });

    it('nothing where the strategy sends its own', async () => {
      expect(await begin(await world.startLogin(), samlOwnRelayState)).toBe('the strategy’s own');
    });
  });
});
