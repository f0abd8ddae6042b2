import { Browser } from '../support/browser.js';
import { later, moveClock, readingMs, restoreClock } from '../support/clock.js';
import type { StartedLogin } from '../support/federated-login.js';
import { adapters } from '../support/federation-app.js';
import type { Page } from '../support/page.js';
import { alice, bob, World } from '../support/world.js';

const press = (button: 'continue' | 'switch' | 'cancel') => ({ button: `[value=${button}]` });

describe.each(adapters)('the continue page on %s', (adapter) => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({ adapter });
  });
  beforeEach(() => world.emulator.reset());
  afterAll(() => world?.close());

  /** Somebody who is signed in opens the link that an MCP client led to. */
  async function askedAs(who: typeof alice): Promise<StartedLogin> {
    const browser = new Browser();
    await browser.submitForm(await browser.navigate(world.loginUrl), who);
    return world.startLogin(browser);
  }

  const post = async (
    { browser, page }: Pick<StartedLogin, 'browser' | 'page'>,
    change: Record<string, string> = {},
    headers: Record<string, string> = {},
  ) => {
    const { fields } = page.form({}, press('continue'));
    for (const [name, value] of Object.entries(change)) fields.set(name, value);
    const cookie = await browser.cookies.getCookieString(world.app.url);
    return later(readingMs, () =>
      fetch(page.url.origin + '/scalekit/continue', {
        method: 'POST',
        redirect: 'manual',
        headers: { cookie, ...headers },
        body: fields,
      }),
    );
  };

  it('names the account, the risk and three ways on (T4)', async () => {
    const { page } = await askedAs(alice);
    expect(page.textOf('.account')).toBe('alice@example.comAlice Doe');
    expect(page.textOf('.advice')).toContain('If somebody sent you a link, press Cancel');
    expect(
      page
        .$('button')
        .map((_, button) => page.$(button).attr('value'))
        .get(),
    ).toEqual(['continue', 'switch', 'cancel']);
    expect(page.$('input[type=checkbox][required]')).toHaveLength(1);
    expect(await world.pushes()).toEqual([]);
  });

  it('says until when it can be answered, in words that need no script', async () => {
    const { browser, page } = await askedAs(alice);
    expect(page.textOf('[role=timer]')).toBe('Answer within 8 minutes.');
    moveClock(485);
    const late = await browser.navigate(page.url);
    restoreClock();
    expect(late.textOf('[role=timer]')).toBe('Answer within 1 minute.');
    expect(Number(late.$('[role=timer]').attr('data-seconds-left'))).toBeLessThan(56);
    // For the script that counts down to it.
    expect(late.$('.over[hidden] a.button').attr('href')).toBe('/login');
  });

  it('cannot be framed, cached or scripted by others (T46)', async () => {
    const { page } = await askedAs(alice);
    const policy = page.headers.get('content-security-policy') ?? '';
    const nonce = page.$('script').attr('nonce');
    expect(policy).toContain(`script-src 'nonce-${nonce}'`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(page.headers.get('x-frame-options')).toBe('DENY');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('cross-origin-opener-policy')).toBe('unsafe-none');
  });

  it('has nothing that a fragment of its address could scroll to (T56)', async () => {
    const { page } = await askedAs(alice);
    expect(page.$('[id], a[name]')).toHaveLength(0);
    expect(page.headers.get('document-policy')).toBe('force-load-at-top');
  });

  it('puts its buttons below everything that has to be read (T56)', async () => {
    const { page } = await askedAs(alice);
    const parts = page.$('h1, .question, .account, .advice, button').get();
    expect(parts.map((part) => page.$(part).attr('class') ?? part.tagName)).toEqual([
      'h1',
      'question',
      'account',
      'advice',
      'primary',
      'button',
      'button',
    ]);
  });

  it.each(['iframe', 'empty', 'image'])('opens as a document only, not as %s', async (dest) => {
    const { browser, page } = await askedAs(alice);
    const response = await fetch(page.url, {
      headers: {
        cookie: await browser.cookies.getCookieString(world.app.url),
        'sec-fetch-dest': dest,
      },
    });
    expect(response.status).toBe(403);
  });

  it('hands the account off on Continue', async () => {
    const login = await askedAs(alice);
    const handedOff = await login.browser.submitForm(login.page, {}, press('continue'));
    expect(handedOff.refresh).toContain('partner:callback');
    expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
  });

  it('shows the login form again on Not you, and hands off whoever signs in there', async () => {
    const login = await askedAs(alice);
    const form = await login.browser.follow(
      await login.browser.submitForm(login.page, {}, press('switch')),
    );
    expect(form.url.pathname).toBe('/login');
    expect(form.$('form[action="/login"] input[name=scalekit_txn]')).toHaveLength(1);
    const handedOff = await login.browser.submitForm(form, bob);
    expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_bob' });
  });

  it('tells Scalekit on Cancel and goes back to it', async () => {
    const login = await askedAs(alice);
    const answer = await login.browser.submitForm(login.page, {}, press('cancel'));
    expect(await world.pushes()).toEqual([{ login_failed: true }]);
    expect(await world.finish(login, answer)).toMatchObject({ error: 'access_denied' });
  });

  it('gives a second press the same answer', async () => {
    const { browser, page } = await askedAs(alice);
    const first = await browser.submitForm(page, {}, press('continue'));
    const second = await browser.submitForm(page, {}, press('continue'));
    expect(second.refresh).toBe(first.refresh);
    expect(await world.pushes()).toHaveLength(1);
  });

  it('is answered by a browser that sends Origin alone', async () => {
    const login = await world.startLogin(new Browser({ headers: { 'sec-fetch-site': '' } }));
    const linked = await login.browser.navigate(`${world.app.url}/login/link?as=usr_alice`);
    const page = await login.browser.follow(linked);
    const handedOff = await login.browser.submitForm(page, {}, press('continue'));
    expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
  });

  it('names who is signed in now, though somebody else signed in for the login request', async () => {
    const login = await world.startLogin();
    const linked = await login.browser.navigate(`${world.app.url}/login/link?as=usr_alice`);
    await login.browser.cookies.setCookie('session=usr_bob; Path=/', world.app.url);
    const page = await login.browser.follow(linked);
    expect(page.textOf('.account')).toBe('bob@example.comBob Roe');
    const handedOff = await login.browser.submitForm(page, {}, press('continue'));
    expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_bob' });
  });

  it('sends a visitor who is not signed in to the login page', async () => {
    const { browser, page } = await world.startLogin();
    const txn = page.$('input[name=scalekit_txn]').val();
    const answer = await browser.navigate(`${world.app.url}/scalekit/continue?scalekit_txn=${txn}`);
    expect(answer.location).toBe(`/login?scalekit_txn=${txn}`);
  });

  describe('refuses, and pushes nothing,', () => {
    const refusals: [string, Record<string, string>, Record<string, string>][] = [
      ['a post from another site', {}, { 'sec-fetch-site': 'cross-site' }],
      ['a post from a sister site', {}, { 'sec-fetch-site': 'same-site' }],
      ['a foreign Origin', {}, { origin: 'https://evil.example' }],
      ['an opaque Origin', {}, { origin: 'null' }],
      ['a missing token', { scalekit_csrf: '' }, {}],
      ['a made-up token', { scalekit_csrf: 'A'.repeat(80) }, {}],
      ['an unknown action', { action: 'else' }, {}],
    ];
    it.each(refusals)('%s', async (_what, change, headers) => {
      const response = await post(await askedAs(alice), change, headers);
      expect(response.status).toBe(403);
      expect(await response.json()).toMatchObject({ error: 'csrf_failed' });
      expect(await world.pushes()).toEqual([]);
    });

    it('a token of another transaction', async () => {
      const { browser, page } = await askedAs(alice);
      const other = await world.startLogin(browser);
      const token = other.page.form({}, press('continue')).fields.get('scalekit_csrf') ?? '';
      expect((await post({ browser, page }, { scalekit_csrf: token })).status).toBe(403);
      expect(await world.pushes()).toEqual([]);
    });

    it('an account that changed in another tab (T45)', async () => {
      const { browser, page } = await askedAs(alice);
      await browser.submitForm(await browser.navigate(world.loginUrl), bob);
      expect((await browser.submitForm(page, {}, press('continue'))).status).toBe(403);
      expect(await world.pushes()).toEqual([]);
    });

    it('an account that signed out in another tab', async () => {
      const { browser, page } = await askedAs(alice);
      await browser.cookies.setCookie('session=; Max-Age=0; Path=/', world.app.url);
      expect((await browser.submitForm(page, {}, press('continue'))).status).toBe(403);
      expect(await world.pushes()).toEqual([]);
    });

    it.each(['unknown', 'AAAAAAAAAAAAAAAA', ''])('an unknown transaction: "%s"', async (txn) => {
      const browser = new Browser();
      const page = await browser.navigate(`${world.app.url}/scalekit/continue?scalekit_txn=${txn}`);
      expect(page.status).toBe(410);
      expect(page.text).toContain('login_request_expired');
    });
  });

  it('escapes what an account is called (T46)', async () => {
    const login = await world.startLogin();
    const asked = await login.browser.navigate(`${world.app.url}/login/link?as=usr_mallory`);
    const page: Page = await login.browser.follow(asked);
    expect(page.textOf('.account strong')).toBe('mallory@example.com');
    expect(page.textOf('.account')).toContain('<img src=x onerror=alert(1)>"\'&');
    expect(page.$('.account img')).toHaveLength(0);
  });
});
