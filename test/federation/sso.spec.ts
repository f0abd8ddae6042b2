import { Browser } from '../support/browser.js';
import { moveClock, restoreClock } from '../support/clock.js';
import { adapters } from '../support/federation-app.js';
import type { StartedLogin } from '../support/federated-login.js';
import type { Page } from '../support/page.js';
import {
  ssoController,
  ssoLoginPage,
  useSessions,
  type SsoStyle,
  sessionUser,
} from '../support/sso-app.js';
import { confirm, decline, leave, postOn, press, signIn } from '../support/sso-steps.js';
import {
  allStyles,
  oidcBroken,
  oidcReject,
  oidcThrow,
  openIdStyles,
  samlAlways,
  samlReject,
  samlStyles,
  useStrategies,
} from '../support/sso-strategies.js';
import { FrontEndPage } from '../support/front-end.js';
import { walk } from '../support/walk.js';
import { World } from '../support/world.js';

const styles = [...openIdStyles, ...samlStyles];
const [openidConnect, openidClient, oauth2] = openIdStyles as [SsoStyle, SsoStyle, SsoStyle];
const [saml] = samlStyles as [SsoStyle];
/** Strategies whose answer tells which trip it ends. */
const proving = styles.filter((style) => style !== openidClient);
/** Strategies that know every trip that is under way, not only the last one of a session. */
const manyTrips = [oauth2, ...samlStyles];

const frontEnd = 'http://127.0.0.1:4300';

describe.each(adapters)('single sign-on on %s', (adapter) => {
  let world: World;
  let closeProviders: () => Promise<void>;

  /** Whether the app looks into its sessions. */
  let hasSessions = false;

  beforeAll(async () => {
    world = await World.start({
      adapter,
      options: {
        currentUser: (request) => (hasSessions ? sessionUser(request) : undefined),
        appUrl: 'http://localhost:4999',
        frontEnds: [frontEnd],
      },
      controllers: [ssoLoginPage(allStyles), ...allStyles.map((style) => ssoController(style))],
      configure: (app) => useSessions(app, adapter),
    });
    closeProviders = await useStrategies(world.app.url);
  });
  beforeEach(async () => {
    await world.emulator.reset();
    await world.emulator.configure({ loginUrl: world.loginUrl });
  });
  afterEach(() => {
    hasSessions = false;
    restoreClock();
  });
  afterAll(async () => {
    await closeProviders?.();
    await world?.close();
  });

  describe.each(proving)('by $name', (style) => {
    it('is handed off at once when a form with our field began it (T21)', async () => {
      const login = await world.startLogin();
      const handedOff = await signIn(login.browser, await leave(login, style));
      expect(handedOff.refresh).toContain('partner:callback?state=');
      expect(await world.pushes()).toHaveLength(1);
      expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
    });
  });

  it('asks at the end of a trip whose route says so, though a form with our field began it', async () => {
    const login = await world.startLogin();
    const asked = await signIn(login.browser, await leave(login, samlAlways));
    expect(asked.url.pathname).toBe('/scalekit/continue');
    expect(await world.pushes()).toEqual([]);
    const handedOff = await press(login.browser, asked, 'continue');
    expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
  });

  /** A page of the front end has the ticket of the login request that this client began. */
  async function capturedByFrontEnd(client: StartedLogin['client']) {
    const page = new FrontEndPage(frontEnd, world.app.url);
    const query = (await world.loginLink(client)).searchParams;
    query.set('scalekit_page', page.key);
    const captured = await page.get('/login', query);
    const ticket = String(captured.$('input[name=scalekit_txn]').val());
    return { page, ticket };
  }

  it.each(styles)(
    'by $name knows the ticket in the address that a front end opens, and asks',
    async (style) => {
      const client = await world.emulator.beginLogin();
      const { page, ticket } = await capturedByFrontEnd(client);
      const { browser } = page;
      const left = await walk(
        browser,
        await browser.navigate(`${world.app.url}/sso/${style.name}?scalekit_txn=${ticket}`),
      );
      const provider = left.$('[name=SAMLRequest]').length
        ? await walk(browser, await browser.submitForm(left))
        : left;
      const asked = await signIn(browser, provider);
      expect(asked.url.pathname).toBe('/scalekit/continue');
      const handedOff = await press(browser, asked, 'continue');
      expect(await world.finish({ browser, client }, handedOff)).toMatchObject({
        sub: 'usr_alice',
      });
    },
  );

  describe.each(styles)('by $name', (style) => {
    it('asks first when a link began it', async () => {
      const login = await world.startLogin();
      const { browser, page } = login;
      const link = await walk(browser, await browser.navigate(`/sso/${style.name}`, page));
      const provider = link.$('[name=SAMLRequest]').length
        ? await walk(browser, await browser.submitForm(link))
        : link;
      const asked = await signIn(browser, provider);
      expect(asked.url.pathname).toBe('/scalekit/continue');
      expect(asked.textOf('.account')).toContain('alice@example.com');
      expect(await world.pushes()).toEqual([]);
      const handedOff = await press(browser, asked, 'continue');
      expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
    });

    it('lets nobody go on after a logout', async () => {
      hasSessions = true;
      const { browser, page } = await world.startLogin();
      const link = await walk(browser, await browser.navigate(`/sso/${style.name}`, page));
      const provider = link.$('[name=SAMLRequest]').length
        ? await walk(browser, await browser.submitForm(link))
        : link;
      const asked = await signIn(browser, provider);
      for (const { key } of await browser.cookies.getCookies(world.app.url)) {
        const ends = `${key}=; Max-Age=0; Path=/`;
        if (/^(connect\.sid|sessionId)$/.test(key))
          await browser.cookies.setCookie(ends, world.app.url);
      }
      expect((await press(browser, asked, 'continue')).status).toBe(403);
      expect((await browser.navigate(asked.url)).location).toMatch(/^\/login\?/);
      expect(await world.pushes()).toEqual([]);
    });

    it('asks first when the login page redirects at once', async () => {
      await world.emulator.configure({ loginUrl: `${world.app.url}/sso/${style.name}/at-once` });
      const login = await world.startLogin();
      const { browser, page } = login;
      const provider = page.$('[name=SAMLRequest]').length
        ? await walk(browser, await browser.submitForm(page))
        : page;
      const asked = await signIn(browser, provider);
      expect(asked.url.pathname).toBe('/scalekit/continue');
      expect(await world.pushes()).toEqual([]);
      const handedOff = await press(browser, asked, 'continue');
      expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
    });

    it('leaves a plain login as it was', async () => {
      const browser = new Browser();
      const page = await browser.navigate(world.loginUrl);
      const end = await signIn(browser, await leave({ browser, page }, style), 'usr_bob');
      expect(end.json()).toEqual({ welcome: 'usr_bob' });
      expect(Object.keys(await browser.cookiesFor(world.app.url)).join()).not.toContain('scalekit');
      expect(await world.pushes()).toEqual([]);
    });

    it('shows the login page again when the identity provider says no, and goes on there', async () => {
      const login = await world.startLogin();
      const { browser } = login;
      const again = await decline(browser, await leave(login, style));
      expect(again.url.pathname).toBe('/login');
      expect(again.$(`#${style.name} [name=scalekit_txn]`)).toHaveLength(1);
      const end = await signIn(browser, await leave({ browser, page: again }, style));
      const claims = await world.finish(login, await confirm(browser, end));
      expect(claims).toMatchObject({ sub: 'usr_alice' });
    });

    it('pushes nothing for an answer that another browser had begun (T5)', async () => {
      const attacker = await world.startLogin();
      const arrived = await leave(attacker, style);
      const button = '[value=usr_bob]';
      const chosen = await attacker.browser.submitForm(arrived, {}, { button });
      const isCallback = (next: URL) => next.pathname.endsWith('/callback');
      const answer = await attacker.browser.follow(chosen, isCallback);

      const victim = await world.startLogin();
      await leave(victim, style);
      const refused = answer.$('[name=SAMLResponse]').length
        ? await walk(victim.browser, await victim.browser.submitForm(answer))
        : await walk(victim.browser, await victim.browser.navigate(answer.next ?? ''));
      expect(refused.next).toBeUndefined();
      expect(await world.pushes()).toEqual([]);
    });

    it('says that the login request has expired when the person took too long', async () => {
      const login = await world.startLogin();
      const provider = await leave(login, style);
      moveClock(545);
      const late = await signIn(login.browser, provider);
      expect([late.status, late.textOf('code')]).toEqual([410, 'login_request_expired']);
      expect(await world.pushes()).toEqual([]);
    });
  });

  describe.each(manyTrips)('in two tabs by $name', (style) => {
    it.each([
      ['first', 'second'],
      ['second', 'first'],
    ])('ends with the right client for each, the %s tab before the %s', async (earlier) => {
      const browser = new Browser();
      const first = await world.startLogin(browser);
      const second = await world.startLogin(browser);
      const tabs = [
        { login: first, provider: await leave(first, style) },
        { login: second, provider: await leave(second, style) },
      ];
      if (earlier === 'second') tabs.reverse();
      for (const { login, provider } of tabs) {
        const handedOff = await signIn(browser, provider);
        expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
      }
    });
  });

  it('in two tabs by a strategy that knows one trip, goes on in the last and retries the first', async () => {
    const browser = new Browser();
    const first = await world.startLogin(browser);
    const earlier = await leave(first, openidConnect);
    const second = await world.startLogin(browser);
    const handedOff = await signIn(browser, await leave(second, openidConnect));
    expect(await world.finish(second, handedOff)).toMatchObject({ sub: 'usr_alice' });

    const retry = await signIn(browser, earlier);
    expect(retry.url.pathname).toBe('/login');
    expect(await world.pushes()).toHaveLength(1);
    const end = await signIn(browser, await leave({ browser, page: retry }, openidConnect));
    expect(await world.finish(first, end)).toMatchObject({ sub: 'usr_alice' });
  });

  it('asks, and forgets nobody, when a strategy without state is under way for two', async () => {
    const browser = new Browser();
    await world.startLogin(browser);
    const second = await world.startLogin(browser);
    const asked = await signIn(browser, await leave(second, openidClient));
    expect(asked.url.pathname).toBe('/scalekit/continue');
    expect(await world.pushes()).toEqual([]);
    const handedOff = await press(browser, asked, 'continue');
    expect(await world.finish(second, handedOff)).toMatchObject({ sub: 'usr_alice' });
  });

  describe('with "Not you?"', () => {
    it.each([openidConnect, openidClient, saml])(
      'asks $name for another account',
      async (style) => {
        const browser = new Browser();
        const plain = await browser.navigate(world.loginUrl);
        await signIn(browser, await leave({ browser, page: plain }, style), 'usr_alice');

        const login = await world.startLogin(browser);
        const silent = await walk(
          browser,
          await browser.navigate(`/sso/${style.name}`, login.page),
        );
        const asked = await postOn(browser, silent);
        expect(asked.textOf('.account')).toContain('alice@example.com');

        const form = await browser.follow(await press(browser, asked, 'switch'));
        expect(form.url.pathname).toBe('/login');
        const chooser = await leave({ browser, page: form }, style);
        expect(chooser.$('button[value=usr_bob]')).toHaveLength(1);
        const handedOff = await signIn(browser, chooser, 'usr_bob');
        const claims = await world.finish(login, await confirm(browser, handedOff));
        expect(claims).toMatchObject({ sub: 'usr_bob' });
      },
    );

    it('sends prompt=select_account, and only then', async () => {
      const login = await world.startLogin();
      const { browser, page } = login;
      const begin = async (from: Page) =>
        (await browser.submitForm(from, {}, { form: `#${openidConnect.name}` })).next?.searchParams;
      expect((await begin(page))?.get('prompt')).toBeNull();
      const link = await walk(browser, await browser.navigate(`/sso/${openidConnect.name}`, page));
      const asked = await signIn(browser, link);
      const form = await browser.follow(await press(browser, asked, 'switch'));
      expect((await begin(form))?.get('prompt')).toBe('select_account');
    });
  });

  describe('when the identity provider says no', () => {
    it.each([oidcReject, samlReject])('tells Scalekit, if $name is to reject', async (style) => {
      const login = await world.startLogin();
      const back = await decline(login.browser, await leave(login, style));
      expect(await world.pushes()).toEqual([{ login_failed: true }]);
      expect(await world.finish(login, back)).toMatchObject({ error: 'access_denied' });
    });

    it('does not give a login request up for a link that anybody can send', async () => {
      const { browser, page } = await world.startLogin();
      const url = `/sso/${oidcReject.name}/callback?error=access_denied&state=made-up`;
      await walk(browser, await browser.navigate(url, page));
      expect(await world.pushes()).toEqual([]);
    });

    it('leaves the exception to the app, if it is to throw', async () => {
      const login = await world.startLogin();
      const answer = await decline(login.browser, await leave(login, oidcThrow));
      expect([answer.status, answer.url.pathname]).toEqual([
        401,
        `/sso/${oidcThrow.name}/callback`,
      ]);
      expect(await world.pushes()).toEqual([]);
    });

    it('leaves it to the app in a plain login', async () => {
      const browser = new Browser();
      const page = await browser.navigate(world.loginUrl);
      const answer = await decline(browser, await leave({ browser, page }, openidConnect));
      expect(answer.status).toBe(401);
    });
  });

  it('tells the developer of a script that leaves: nothing would bring the login request along', async () => {
    const client = await world.emulator.beginLogin();
    const { page, ticket } = await capturedByFrontEnd(client);
    await page.get(`/sso/${oauth2.name}`, { scalekit_txn: ticket, scalekit_page: page.key });
    expect(world.app.log.lines.join('\n')).toContain(
      'sent a script of a front end to an identity provider, and will not know it again',
    );
    expect(await world.pushes()).toEqual([]);
  });

  it.each([
    ['nothing led to it', (txn: string) => `scalekit_txn=${txn}`],
    ['it names two', (txn: string) => `scalekit_txn=${txn}&scalekit_txn=other`],
    ['it names none', () => ''],
  ])(
    'says at the second step of SAML that the login request has expired, if %s',
    async (_, query) => {
      const { browser, page } = await world.startLogin();
      const txn = String(page.form({}).fields.get('scalekit_txn')).split('.')[0] ?? '';
      const answer = await browser.navigate(`${world.app.url}/scalekit/relay?${query(txn)}`);
      expect([answer.status, answer.textOf('code')]).toEqual([410, 'login_request_expired']);
      expect(await world.pushes()).toEqual([]);
    },
  );

  it('leaves what is broken to the app, so that it is seen', async () => {
    const login = await world.startLogin();
    const answer = await signIn(login.browser, await leave(login, oidcBroken));
    expect(answer.status).toBe(500);
    expect(await world.pushes()).toEqual([]);
  });
});
