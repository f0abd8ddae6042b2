import { Database } from '../../apps/sample/src/database/database.js';
import { Browser } from '../support/browser.js';
import { claimsAt, finishLogin } from '../support/federated-login.js';
import { beforeEachOnSample, type SampleTest } from '../support/sample-test.js';
import type { Page } from '../support/page.js';
import { alice, bob, finn } from '../support/sample.js';
import { paths } from './login-styles/paths.js';

const ids = { alice: 'usr_7hq2mvx9', bob: 'usr_3kd8wt5c', finn: 'usr_8wc3fy7p' };

describe.each(['express', 'fastify'])('off-boarding by an administrator, on %s', (adapter) => {
  let { federated, sample } = {} as SampleTest;
  let admin: Browser;

  beforeEachOnSample({ HTTP_ADAPTER: adapter }, async (test) => {
    ({ federated, sample } = test);
    await sample.app
      .get(Database)
      .execute('update users set disabled = false where id = any($1)', [Object.values(ids)]);
    admin = new Browser();
    await sample.signIn(admin, alice);
  });

  const people = (browser = admin) => browser.navigate(`${sample.url}/people`);
  /** By the form of the page, for whomever it names in the place of the first. */
  const offBoard = async (id: string, browser = admin, from?: Page): Promise<Page> =>
    browser.submitForm(from ?? (await people()), { id }, { form: '[action="/people/off-board"]' });
  const canSignIn = async (account: typeof finn) =>
    (await sample.signIn(new Browser(), account)).status === 303;

  /** Signs somebody in who connects an AI app by it. */
  async function connect(account: typeof finn) {
    const browser = new Browser();
    const { client, page } = await federated.begin(browser, '/login', {
      scopes: ['openid', 'offline_access'],
    });
    await finishLogin({ browser, client }, await browser.submitForm(page, account));
    return browser;
  }

  /** Whose consents Scalekit has. */
  async function consents(): Promise<string[]> {
    const { environmentUrl, clientId, clientSecret, resourceUrl } = federated.emulator.credentials;
    const token = await fetch(`${environmentUrl}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
      }),
    });
    const { access_token: accessToken } = (await token.json()) as { access_token: string };
    const query = new URLSearchParams({ resource_id: resourceUrl.split('/').at(-1) ?? '' });
    const answer = await fetch(`${environmentUrl}/api/v1/user_consents?${query.toString()}`, {
      headers: { authorization: `Bearer ${accessToken}` },
    });
    const { consents: found } = (await answer.json()) as {
      consents: { external_user_id: string }[];
    };
    return found.map(({ external_user_id: sub }) => sub);
  }

  it('begins with the people of the own organization, and of no other', async () => {
    const home = await admin.navigate(sample.url);
    const page = await admin.navigate(home.link('People of Alder Freight'), home);
    expect(page.textOf('tbody')).toContain('Finn Larsen');
    expect(page.textOf('tbody')).not.toContain('Bob Okafor');
    expect(page.textOf(`tr:contains("Alice")`)).toContain('You');
    expect(page.headers.get('cache-control')).toBe('no-store');
  });

  it('blocks the account, ends its sessions and disconnects its apps, of nobody else (T49)', async () => {
    const [browser, others] = [await connect(finn), await connect(bob)];
    expect([await sample.isSignedIn(browser), (await consents()).sort()]).toEqual([
      true,
      [ids.bob, ids.finn],
    ]);
    const page = await offBoard(ids.finn);
    expect(page.status).toBe(200);
    expect(page.textOf('[role=status]')).toContain('Finn Larsen is off-boarded.');
    expect(page.textOf('tr:contains("Finn")')).toContain('blocked');
    expect([await sample.isSignedIn(browser), await canSignIn(finn)]).toEqual([false, false]);
    expect([await sample.isSignedIn(others), await consents()]).toEqual([true, [ids.bob]]);
  });

  it('lets a login that is under way connect nothing, and says whom to ask', async () => {
    const headers: Record<string, string> = {};
    const browser = new Browser({ headers });
    const { client, page } = await federated.begin(browser, paths.singlePage);
    const fetchJson = async (path: string, body?: object) =>
      browser.fetchJson(`${paths.singlePage}/${path}`, body, page);
    const { txn } = (await fetchJson(`login-request${page.url.search}`)).json();
    // Signed in by a token alone, which no database knows of.
    headers['authorization'] = `Bearer ${(await fetchJson('login', finn)).json().accessToken}`;
    const { redirectTo } = (await fetchJson('continue', { scalekit_txn: txn })).json();
    const asked = await browser.navigate(redirectTo, page);
    expect(asked.textOf('.account')).toContain(finn.email);

    await offBoard(ids.finn);
    const denied = await browser.submitForm(asked, {}, { button: '[value=continue]' });
    expect(denied.status).toBe(403);
    expect(denied.textOf()).toContain('Ask an administrator of your organization');
    expect(await federated.pushes()).toEqual([{ login_failed: true }]);
    const back = await browser.navigate(String(denied.$('main a').attr('href')), denied);
    const answer = await browser.follow(back, client.redirectUri);
    expect(await claimsAt(client, answer)).toMatchObject({ error: 'access_denied' });
    expect((await fetchJson('profile')).status).toBe(401);
  });

  it('has to be done again where Scalekit fails half-way, and blocks all the same', async () => {
    const browser = await connect(finn);
    await federated.emulator.fail({ on: 'user_consents', status: 403 });
    const page = await offBoard(ids.finn);
    expect(page.status).toBe(503);
    expect(page.textOf('[role=alert]')).toContain('Finn Larsen is blocked, but');
    expect(page.textOf('[role=alert]')).toContain('Disconnect once more');
    expect([await sample.isSignedIn(browser), await canSignIn(finn)]).toEqual([false, false]);
    await federated.emulator.clearFaults();
    expect(await consents()).toEqual([ids.finn]);
    const again = await offBoard(ids.finn, admin, page);
    expect([again.status, await consents()]).toEqual([200, []]);
  });

  it.each([
    ['somebody of another organization', 'bob', bob],
    ['themselves', 'alice', alice],
  ] as const)('is not for %s', async (_who, name, account) => {
    const page = await offBoard(ids[name]);
    expect(page.status).toBe(404);
    expect(page.textOf('[role=alert]')).toContain('Nobody was off-boarded');
    expect(await canSignIn(account)).toBe(true);
  });

  it('is for administrators only', async () => {
    const [page, member] = [await people(), new Browser()];
    await sample.signIn(member, finn);
    expect((await people(member)).status).toBe(404);
    expect((await offBoard(ids.bob, member, page)).status).toBe(404);
    expect((await people(new Browser())).status).toBe(401);
    expect((await offBoard(ids.finn, new Browser(), page)).status).toBe(401);
    expect((await member.navigate(sample.url)).textOf()).not.toContain('People of');
    expect([await canSignIn(finn), await canSignIn(bob)]).toEqual([true, true]);
  });

  it('is refused where another site sends the form', async () => {
    const { action, method, fields } = (await people()).form(
      { id: ids.finn },
      { form: '[action="/people/off-board"]' },
    );
    const elsewhere = await new Browser().navigate(federated.emulator.url);
    expect((await admin.sendForm({ action, method, fields }, elsewhere)).status).toBe(403);
    expect(await canSignIn(finn)).toBe(true);
  });
});
