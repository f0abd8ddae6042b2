import { Browser } from '../support/browser.js';
import { claude, Details, told } from '../support/details.js';
import type { StartedLogin } from '../support/federated-login.js';
import { adapters } from '../support/federation-app.js';
import { alice, World } from '../support/world.js';

describe.each(adapters)('which app asks, on %s', (adapter) => {
  const details = new Details();
  let world: World;

  beforeAll(async () => {
    world = await World.start({ adapter, options: { loginRequestDetails: details.option } });
  });
  beforeEach(async () => {
    details.reset();
    world.app.log.lines.length = 0;
    await world.emulator.reset();
  });
  afterAll(() => world?.close());

  /** Somebody who is signed in is asked on the continue page. */
  async function askedAsAlice(): Promise<StartedLogin> {
    const browser = new Browser();
    await browser.submitForm(await browser.navigate(world.loginUrl), alice);
    return world.startLogin(browser);
  }

  const note = 'form[action="/login"] [role=note]';
  const noticeOf = ({ page }: StartedLogin) =>
    page
      .$(`${note} p`)
      .map((_, paragraph) => page.$(paragraph).text())
      .get();
  const facts = ({ page }: StartedLogin, list = '.asking') =>
    page
      .$(`${list} dt`)
      .map((_, term) => `${page.$(term).text()}: ${page.$(term).next().text()}`)
      .get();

  it('is said by what Scalekit itself tells', async () => {
    details.reset((id) => world.emulator.loginRequestDetails(id));
    await world.startLogin();
    const { client, scopes, resource, notice } = world.app.lastLoginRequest();
    expect(client).toMatchObject({ registration: 'dcr', id: expect.stringMatching(/^m2m_/) });
    expect(scopes).toEqual(['openid', 'profile', 'email']);
    expect(notice).toContain(`App: “${client?.name}”. Its address: not known`);
    expect(notice).toContain(
      `To reach: ${resource?.name}. Asks for: who you are, your name, your e-mail address.`,
    );
  });

  it('stands in the notice, behind what signing in does', async () => {
    details.reset(() => told({ ...claude, resource: { id: 'res_1', name: 'Shipments' } }));
    await world.startLogin();
    expect(world.app.lastLoginRequest().notice).toBe(
      'Signing in connects an AI app to your account. Go on only if you started this yourself, a moment ago, in your AI app. ' +
        'App: “Claude”. Its address: claude.ai. To reach: Shipments. Asks for: shipments:read. ' +
        'This says which app asks, not who: anybody with an account there can send you this link.',
    );
  });

  it('is listed in the form, between what signing in does and what nobody knows', async () => {
    const name = '<b>Claude</b>';
    const resource = { id: 'res_1', name: 'Shipments' };
    details.reset(() => told({ ...claude, clientName: name, resource }));
    const login = await world.startLogin();
    expect(noticeOf(login)).toEqual([
      'Signing in connects an AI app to your account. Go on only if you started this yourself, a moment ago, in your AI app.',
      'This says which app asks, not who: anybody with an account there can send you this link.',
    ]);
    expect(facts(login, note)).toEqual([
      `App: “${name}”`,
      'Its address: claude.ai',
      'To reach: Shipments',
      'Asks for: shipments:read',
    ]);
    const parts = login.page.$(note).children().get();
    expect(parts.map(({ tagName }) => tagName)).toEqual(['p', 'dl', 'p']);
    expect(login.page.$(`${note} [id]`)).toHaveLength(0);
  });

  it('stands on the continue page, between the account and the advice', async () => {
    details.reset(() => told({ ...claude, resource: { id: 'res_1', name: 'Shipments' } }));
    const login = await askedAsAlice();
    expect(facts(login)).toEqual([
      'App: “Claude”',
      'Its address: claude.ai',
      'To reach: Shipments',
      'Asks for: shipments:read',
    ]);
    const { page } = login;
    const parts = page.$('.question, .account, .asking, .advice, button').get();
    expect(parts.map((part) => page.$(part).attr('class') ?? 'button')).toEqual([
      'question',
      'account',
      'asking',
      'advice',
      'primary',
      'button',
      'button',
    ]);
    expect(page.text).not.toMatch(/verified|✓|✔/i);
  });

  it('is told to a script in JSON, and to nobody who asks for none', async () => {
    details.reset(() => told({ ...claude, resource: { id: 'res_1', name: 'Shipments' } }));
    await world.startLogin();
    expect(JSON.parse(JSON.stringify(world.app.lastLoginRequest()))).toMatchObject({
      client: {
        name: 'Claude',
        id: 'https://claude.ai/oauth/client.json',
        domain: 'claude.ai',
        registration: 'cimd',
      },
      scopes: ['shipments:read'],
      resource: { id: 'res_1', name: 'Shipments' },
    });
    details.reset(() => undefined);
    await world.startLogin();
    const shown = JSON.parse(JSON.stringify(world.app.lastLoginRequest())) as object;
    expect(Object.keys(shown).sort()).toEqual([
      'continueUrl',
      'expiresAt',
      'formFields',
      'notice',
      'switchAccount',
      'ticket',
      'txn',
    ]);
  });

  it('has no host where anybody could have registered the name (T73)', async () => {
    details.reset(() => told({ clientName: 'Claude (claude.ai)' }));
    const login = await askedAsAlice();
    expect(facts(login).slice(0, 2)).toEqual([
      'App: “Claude (claude.ai)”',
      'Its address: not known, and any app can use this name',
    ]);
  });

  it('counts the scopes that there is no room for', async () => {
    const scopes = Array.from({ length: 23 }, (_, index) => `s${index}`);
    details.reset(() => told({ scopes }));
    const asksFor = facts(await askedAsAlice()).at(-1);
    expect(asksFor).toBe(`Asks for: ${scopes.slice(0, 20).join(', ')}, and 3 more`);
  });

  it('makes no login proven (T74)', async () => {
    details.reset(() => told(claude));
    const login = await world.startLogin();
    const linked = await login.browser.navigate(`${world.app.url}/login/link?as=usr_alice`);
    expect((await login.browser.follow(linked)).$('.asking')).toHaveLength(1);
    expect(await world.pushes()).toEqual([]);
  });

  it('is asked once, for the captured connection, and a hand-off costs one round trip', async () => {
    const first = await world.startLogin();
    await first.browser.submitForm(first.page, alice);
    details.reset();
    const login = await world.startLogin();
    expect(details.asked).toEqual([
      { loginRequestId: expect.stringMatching(/^lri_/), connection: 'default' },
    ]);
    const before = (await world.emulator.journal()).length;
    const handedOff = await login.browser.submitForm(login.page, alice);
    expect(await world.emulator.journal()).toHaveLength(before + 1);
    expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
    expect(details.asked).toHaveLength(1);
  });

  it('is not asked for by a prefetch, nor for a plain visit', async () => {
    const client = await world.emulator.beginLogin();
    const link = await world.loginLink(client);
    await new Browser({ headers: { 'sec-purpose': 'prefetch' } }).navigate(link);
    await new Browser().navigate(world.loginUrl);
    expect(details.asked).toEqual([]);
  });

  it('is asked again at the next look, while nobody has answered', async () => {
    details.reset(() => undefined);
    const browser = new Browser();
    const client = await world.emulator.beginLogin();
    const link = await world.loginLink(client);
    await browser.navigate(link);
    details.answer = () => told(claude);
    await browser.navigate(link);
    expect(world.app.lastLoginRequest().client?.domain).toBe('claude.ai');
    await browser.navigate(link);
    expect(details.asked).toHaveLength(2);
  });

  it('is asked again on the continue page, while nobody has answered', async () => {
    details.reset(() => undefined);
    const login = await world.startLogin();
    const linked = await login.browser.navigate(`${world.app.url}/login/link?as=usr_alice`);
    details.answer = () => told(claude);
    const page = await login.browser.follow(linked);
    expect(facts({ ...login, page })).toContain('Its address: claude.ai');
    const handedOff = await login.browser.submitForm(page);
    expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
  });

  const failures: [what: string, answer: () => unknown, line: string][] = [
    ['has nothing to say', () => undefined, 'it is no object'],
    ['says something else', () => ({ authRequest: {} }), 'authRequest.scopes is no list of texts'],
    [
      'fails at once',
      () => {
        throw Object.assign(new Error('lri_secret not found'), { code: 5 });
      },
      'it threw a Error (code 5)',
    ],
    ['fails later', () => Promise.reject(new RangeError('lri_secret')), 'it threw a RangeError'],
    [
      'is a method that the SDK does not have yet',
      () => (undefined as unknown as () => unknown)(),
      '@scalekit-sdk/node has auth.getLoginRequestDetails from 2.17 on',
    ],
    ['never ends', () => new Promise(() => undefined), 'it took longer than 1 s'],
  ];
  it.each(failures)('costs no login where the function %s', async (_what, answer, line) => {
    const own = await World.start({ adapter, options: { loginRequestDetails: answer } });
    const login = await own.startLogin();
    expect(noticeOf(login)).toEqual([expect.stringMatching(/in your AI app\.$/)]);
    const handedOff = await login.browser.submitForm(login.page, alice);
    expect(await own.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
    await own.startLogin();
    const told = own.app.log.lines.filter((text) => text.includes('loginRequestDetails()'));
    expect(told).toEqual([expect.stringContaining(line)]);
    expect(told.join()).not.toContain('lri_secret');
    await own.close();
  });

  it('has eight calls in flight at most (T41)', async () => {
    const own = new Details();
    own.reset(() => new Promise(() => undefined));
    const other = await World.start({ adapter, options: { loginRequestDetails: own.option } });
    const clients = await Promise.all(
      Array.from({ length: 12 }, () => other.emulator.beginLogin()),
    );
    const links = await Promise.all(clients.map((client) => other.loginLink(client)));
    const pages = await Promise.all(links.map((link) => new Browser().navigate(link)));
    expect(pages.map(({ status }) => status)).toEqual(Array(12).fill(200));
    expect(own.asked).toHaveLength(8);
    await other.close();
  });

  it('speaks the words of the app', async () => {
    const own = await World.start({
      adapter,
      options: {
        loginRequestDetails: () => told({ ...claude, scopes: ['shipments:read', 'valueOf'] }),
        texts: {
          notice: 'Achtung.',
          asking: {
            app: 'Anwendung',
            named: '»{name}«',
            scopes: { 'shipments:read': 'Ihre Sendungen' },
            anybody: 'Ende.',
          },
        },
      },
    });
    await own.startLogin();
    expect(own.app.lastLoginRequest().notice).toBe(
      'Achtung. Anwendung: »Claude«. Its address: claude.ai. Asks for: Ihre Sendungen, valueOf. Ende.',
    );
    await own.close();
  });
});
