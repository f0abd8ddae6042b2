import { FederationService, ScalekitRejectedError } from 'nestjs-scalekit-federation';
import { Browser } from '../support/browser.js';
import { adapters } from '../support/federation-app.js';
import { alice, bob, World } from '../support/world.js';

describe.each(adapters)('a hand-off on %s', (adapter) => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({ adapter });
  });
  beforeEach(() => world.emulator.reset());
  afterAll(() => world?.close());

  it('ends with a token for the user who signed in', async () => {
    const login = await world.startLogin();
    const handedOff = await login.browser.submitForm(login.page, alice);
    expect(await world.finish(login, handedOff)).toMatchObject({
      sub: 'usr_alice',
      email: 'alice@example.com',
    });
    expect(await world.pushes()).toEqual([
      { sub: 'usr_alice', email: 'alice@example.com', name: 'Alice Doe' },
    ]);
  });

  it('leaves a plain login as it was', async () => {
    const browser = new Browser();
    const page = await browser.submitForm(await browser.navigate(world.loginUrl), alice);
    expect(page.json()).toEqual({ greeting: 'welcome', fields: ['email', 'password'] });
    expect(page.headers.get('cross-origin-opener-policy')).toBeNull();
    expect(await world.pushes()).toEqual([]);
  });

  describe('answers as the caller can follow', () => {
    it('a browser by a page with Refresh and a link, which no form-action can block (T25)', async () => {
      const { browser, page } = await world.startLogin();
      const answer = await browser.submitForm(page, alice);
      expect(answer.status).toBe(200);
      expect(answer.location).toBeUndefined();
      const { connectionId } = world.emulator.credentials;
      expect(answer.refresh).toContain(
        `/sso/v1/connections/${connectionId}/partner:callback?state=`,
      );
      expect(answer.$('main a').attr('href')).toBe(answer.refresh);
      expect(answer.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    });

    it('a script by the handler’s own object and redirectTo', async () => {
      const { browser, page } = await world.startLogin();
      const body = { ...alice, scalekit_txn: page.$('input[name=scalekit_txn]').val() };
      const answer = await browser.fetchJson(`${world.app.url}/login`, body, page);
      expect(answer.json()).toEqual({
        greeting: 'welcome',
        fields: ['email', 'password'],
        redirectTo: expect.stringContaining('partner:callback?state='),
      });
    });

    it('a client that is no browser by 303', async () => {
      const { browser, page } = await world.startLogin();
      const answer = await fetch(`${world.app.url}/login`, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          origin: world.app.url,
          cookie: await browser.cookies.getCookieString(world.app.url),
        },
        body: new URLSearchParams({
          ...alice,
          scalekit_txn: String(page.$('input[name=scalekit_txn]').val()),
        }),
      });
      expect(answer.status).toBe(303);
      expect(answer.headers.get('location')).toContain('partner:callback?state=');
    });
  });

  it('brings state back byte for byte (T10)', async () => {
    const state = ` !"#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~azAZ09%2F%20+`;
    const browser = new Browser();
    const query = new URLSearchParams({ login_request_id: 'lri_1', state });
    const page = await browser.navigate(`${world.loginUrl}?${query}`);
    await world.emulator.fail({ on: 'push', status: 200, body: {} });
    const answer = await browser.submitForm(page, alice);
    expect(answer.next?.searchParams.get('state')).toBe(state);
    expect(answer.next?.pathname).toContain('/partner:callback');
  });

  it('survives a wrong password', async () => {
    const login = await world.startLogin();
    const refused = await login.browser.submitForm(login.page, { ...alice, password: 'wrong' });
    expect(refused.status).toBe(401);
    expect(refused.text).not.toContain('scalekit');
    expect(refused.headers.get('cross-origin-opener-policy')).toBe('unsafe-none');
    const handedOff = await login.browser.submitForm(login.page, alice);
    expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
  });

  describe('asks first when the login is not proven to be meant', () => {
    it('by a link that names nothing, while one login request waits', async () => {
      const login = await world.startLogin();
      const asked = await login.browser.navigate(`${world.app.url}/login/link?as=usr_alice`);
      expect(asked.location).toMatch(/^\/scalekit\/continue\?scalekit_txn=/);
      expect(await world.pushes()).toEqual([]);
      const page = await login.browser.follow(asked);
      expect(page.textOf('.account')).toBe('alice@example.comAlice Doe');
      const handedOff = await login.browser.submitForm(page, {}, { button: '[value=continue]' });
      expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
    });

    it('by a link that names the transaction in its URL', async () => {
      const { browser, page } = await world.startLogin();
      const txn = page.$('input[name=scalekit_txn]').val();
      const url = `${world.app.url}/login/link?as=usr_alice&scalekit_txn=${txn}`;
      expect((await browser.navigate(url)).location).toContain('/scalekit/continue');
      expect(await world.pushes()).toEqual([]);
    });

    it('by a form without our field', async () => {
      const { browser } = await world.startLogin();
      const plain = await browser.navigate(world.loginUrl);
      const answer = await browser.submitForm(plain, alice);
      expect(answer.location).toContain('/scalekit/continue');
      expect(await world.pushes()).toEqual([]);
    });

    it('by a form that another site posts', async () => {
      const { browser, page } = await world.startLogin();
      const foreign = new Browser({ headers: { 'sec-fetch-site': 'cross-site' } });
      for (const cookie of await browser.cookies.getCookies(world.app.url)) {
        await foreign.cookies.setCookie(cookie, world.app.url);
      }
      const answer = await foreign.submitForm(page, alice);
      expect(answer.location).toContain('/scalekit/continue');
      expect(await world.pushes()).toEqual([]);
    });

    it('by Origin in browsers that send no fetch metadata', async () => {
      const { browser, page } = await world.startLogin();
      const post = (origin: string) =>
        browser.cookies.getCookieString(world.app.url).then((cookie) =>
          fetch(`${world.app.url}/login`, {
            method: 'POST',
            redirect: 'manual',
            headers: { cookie, origin, accept: 'text/html' },
            body: new URLSearchParams({
              ...alice,
              scalekit_txn: String(page.$('input[name=scalekit_txn]').val()),
            }),
          }),
        );
      expect((await post('https://evil.example')).headers.get('location')).toContain('/continue');
      expect((await post('null')).headers.get('location')).toContain('/continue');
      expect((await post(world.app.url)).headers.get('refresh')).toContain('partner:callback');
    });
  });

  it('leaves a login alone that names nothing while several login requests wait', async () => {
    const browser = new Browser();
    await world.startLogin(browser);
    await world.startLogin(browser);
    const answer = await browser.navigate(`${world.app.url}/login/link?as=usr_alice`);
    expect(answer.json()).toMatchObject({ user: { id: 'usr_alice' } });
  });

  it('leaves a script’s login alone that names nothing', async () => {
    const { browser } = await world.startLogin();
    const answer = await browser.fetchJson(`${world.app.url}/login`, alice);
    expect(answer.json()).toEqual({ greeting: 'welcome', fields: ['email', 'password'] });
  });

  it('takes nobody for signed in whom a session restored', async () => {
    const browser = new Browser();
    await browser.submitForm(await browser.navigate(world.loginUrl), alice);
    await world.startLogin(browser);
    const answer = await browser.navigate(`${world.app.url}/login/link?as=nobody`);
    expect(answer.json()).toEqual({});
    expect(await world.pushes()).toEqual([]);
  });

  describe('refuses', () => {
    it('a transaction of another browser (T7)', async () => {
      const { page } = await world.startLogin();
      const thief = new Browser();
      const answer = await thief.submitForm(page, alice);
      expect(answer.status).toBe(410);
      expect(answer.text).toContain('login_request_expired');
      expect(await world.pushes()).toEqual([]);
    });

    it('a tampered cookie, and one under another name', async () => {
      const { browser, page } = await world.startLogin();
      const [[name, value] = ['', '']] = Object.entries(await browser.cookiesFor(world.app.url));
      const txn = String(page.$('input[name=scalekit_txn]').val());
      const post = (cookie: string, named: string) =>
        fetch(`${world.app.url}/login`, {
          method: 'POST',
          headers: { cookie },
          body: new URLSearchParams({ ...alice, scalekit_txn: named }),
        });
      const flipped = `${value.slice(0, 40)}${value[40] === 'A' ? 'B' : 'A'}${value.slice(41)}`;
      expect((await post(`${name}=${flipped}`, txn)).status).toBe(410);
      expect((await post(`scalekit_AAAAAAAAAAAAAAAA=${value}`, 'AAAAAAAAAAAAAAAA')).status).toBe(
        410,
      );
      expect(await world.pushes()).toEqual([]);
    });

    it('another user on a login request that is answered (T6, T7)', async () => {
      const login = await world.startLogin();
      await login.browser.submitForm(login.page, alice);
      const second = await login.browser.submitForm(login.page, bob);
      expect(second.status).toBe(409);
      expect(second.text).toContain('login_request_taken');
      expect(await world.pushes()).toHaveLength(1);
    });
  });

  it('gives the same user the same answer without a second push (T7)', async () => {
    const { browser, page } = await world.startLogin();
    const first = await browser.submitForm(page, alice);
    const again = await browser.submitForm(page, alice);
    expect(again.refresh).toBe(first.refresh);
    expect(await world.pushes()).toHaveLength(1);
  });

  it('lets one identity win when many answer at once', async () => {
    const { browser, page } = await world.startLogin();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => browser.submitForm(page, index % 2 ? bob : alice)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 409)).toHaveLength(10);
    expect(await world.pushes()).toHaveLength(1);
  });

  describe('when the person cancels', () => {
    const cancel = { form: 'form[action="/login/cancel"]' };

    it('tells Scalekit and goes back to it', async () => {
      const login = await world.startLogin();
      const answer = await login.browser.submitForm(login.page, {}, cancel);
      expect(answer.refresh).toContain('partner:callback');
      expect(answer.textOf('h1')).toBe('Cancelled');
      expect(await world.pushes()).toEqual([{ login_failed: true }]);
      expect(await world.finish(login, answer)).toMatchObject({ error: 'access_denied' });
    });

    it('lets nobody sign in on that login request afterwards', async () => {
      const { browser, page } = await world.startLogin();
      await browser.submitForm(page, {}, cancel);
      expect((await browser.submitForm(page, alice)).status).toBe(409);
    });

    it('asks nobody about that login request any more', async () => {
      const { browser, page } = await world.startLogin();
      await browser.submitForm(page, {}, cancel);
      const plain = await browser.submitForm(await browser.navigate(world.loginUrl), alice);
      expect(plain.json()).toMatchObject({ greeting: 'welcome' });
    });

    it('keeps the handler’s own answer when there is no login request', async () => {
      const answer = await fetch(`${world.app.url}/login/cancel`, { method: 'POST' });
      expect(await answer.json()).toEqual({ cancelled: true });
    });

    it('refuses a cancel that another site posts', async () => {
      const { browser, page } = await world.startLogin();
      const answer = await fetch(`${world.app.url}/login/cancel`, {
        method: 'POST',
        headers: {
          cookie: await browser.cookies.getCookieString(world.app.url),
          'sec-fetch-site': 'cross-site',
        },
        body: new URLSearchParams({
          scalekit_txn: String(page.$('input[name=scalekit_txn]').val()),
        }),
      });
      expect(answer.status).toBe(403);
      expect(await answer.json()).toMatchObject({ error: 'csrf_failed' });
      expect(await world.pushes()).toEqual([]);
    });
  });

  it('writes who was handed off where, and no e-mail address', async () => {
    const { browser, page } = await world.startLogin();
    await browser.submitForm(page, alice);
    expect(world.app.log.audit.at(-1)).toMatch(
      /login request handed off sub="usr_alice" connection=conn_\d+ auth_request_id=req_\d+ txn=/,
    );
    expect(world.app.log.lines.join('\n')).not.toContain('@example.com');
  });

  it('writes a hash where an app’s sub is an e-mail address', async () => {
    const federation = world.app.app.get(FederationService);
    const user = { sub: 'alice@example.com', email: 'alice@example.com' };
    await expect(
      federation.pushUser({ loginRequestId: 'lri_unknown', state: 's' }, user),
    ).rejects.toThrow(ScalekitRejectedError);
    expect(world.app.log.audit.at(-1)).toMatch(/ refused sub="sha256:[0-9a-f]{16}" /);
    expect(world.app.log.lines.join('\n')).not.toContain('@example.com');
  });
});

describe.each(adapters)('with confirm: always on %s', (adapter) => {
  let world: World;
  beforeAll(async () => {
    world = await World.start({ adapter, options: { confirm: 'always' } });
  });
  afterAll(() => world?.close());

  it('asks after a proven login as well (T4)', async () => {
    const login = await world.startLogin();
    const asked = await login.browser.submitForm(login.page, alice);
    expect(asked.location).toContain('/scalekit/continue');
    expect(await world.pushes()).toEqual([]);
    const page = await login.browser.follow(asked);
    const handedOff = await login.browser.submitForm(page, {}, { button: '[value=continue]' });
    expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
  });
});
