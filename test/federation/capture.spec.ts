import { FederationService } from 'nestjs-scalekit-federation';
import { Browser } from '../support/browser.js';
import { adapters } from '../support/federation-app.js';
import { alice, World } from '../support/world.js';

const id = 'lri_86659065219908156';
const state = 'HntJ_ENB6y161i9_P1yzuZVv2SSTfD3aZH-Tej0_Y33_Fk8Z3g';

describe.each(adapters)('capturing a login request on %s', (adapter) => {
  let world: World;
  let browser: Browser;

  beforeAll(async () => {
    world = await World.start({ adapter });
  });
  beforeEach(async () => {
    browser = new Browser();
    await world.emulator.reset();
  });
  afterAll(() => world?.close());

  const open = (query: string) => browser.navigate(`${world.loginUrl}?${query}`);
  const ours = async () =>
    Object.keys(await browser.cookiesFor(world.app.url)).filter((name) =>
      name.includes('scalekit'),
    );

  it('answers with the app’s own page, which carries the notice and the hidden field (T4)', async () => {
    const page = await open(`login_request_id=${id}&state=${state}`);
    expect(page.status).toBe(200);
    expect(page.$('form[action="/login"] input[name=scalekit_txn]').val()).toMatch(/^[\w-]{16}$/);
    expect(page.textOf('.scalekit-notice')).toContain('Go on only if you started this yourself');
    expect(page.text).not.toContain(id);
    expect(page.text).not.toContain(state);
  });

  it('keeps the answer out of caches, referrers and popup isolation (T19, T24, T26)', async () => {
    const page = await open(`login_request_id=${id}&state=${state}`);
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page.headers.get('cross-origin-opener-policy')).toBe('unsafe-none');
  });

  it('seals one host cookie that scripts and other sites cannot have (T20)', async () => {
    const page = await open(`login_request_id=${id}&state=${state}`);
    const [cookie = ''] = page.headers.getSetCookie();
    expect(cookie).toMatch(
      /^scalekit_[\w-]{16}=[\w-]+; Max-Age=3600; Path=\/; HttpOnly; SameSite=Lax$/,
    );
    expect(cookie.split(';')[0]?.length).toBeLessThanOrEqual(300);
  });

  it.each(['', 'state=an-apps-own-oauth', 'state=a&state=b', 'other=1'])(
    'leaves a login without a login request untouched: "%s" (T44)',
    async (query) => {
      const page = await open(query);
      expect(page.status).toBe(200);
      expect(page.headers.getSetCookie()).toEqual([]);
      expect(page.headers.get('cross-origin-opener-policy')).toBeNull();
      expect(page.$('input[name=scalekit_txn]')).toHaveLength(0);
    },
  );

  it.each([
    ['no state', `login_request_id=${id}`],
    ['an empty state', `login_request_id=${id}&state=`],
    ['an empty id', `login_request_id=&state=${state}`],
    ['a repeated id', `login_request_id=${id}&login_request_id=${id}&state=${state}`],
    ['a repeated state', `login_request_id=${id}&state=${state}&state=${state}`],
    ['an id in brackets', `login_request_id[]=${id}&state=${state}`],
    ['a state in brackets', `login_request_id=${id}&state[]=${state}`],
    ['a state beside one in brackets', `login_request_id=${id}&state=${state}&state[]=${state}`],
    ['a nested state', `login_request_id=${id}&state[a]=${state}`],
    ['a path in the id', `login_request_id=..%2F..%2Forganizations&state=${state}`],
    ['two dots as id', `login_request_id=..&state=${state}`],
    ['a line break in the id', `login_request_id=${id}%0d%0a&state=${state}`],
    ['a line break in the state', `login_request_id=${id}&state=a%0d%0ab`],
    ['a foreign character in the state', `login_request_id=${id}&state=%C3%A9`],
    ['an id of 129 characters', `login_request_id=${'a'.repeat(129)}&state=${state}`],
    ['a state of 1025 characters', `login_request_id=${id}&state=${'a'.repeat(1025)}`],
  ])('refuses %s with a page and stores nothing (T11, T12, T13)', async (_what, query) => {
    const page = await open(query);
    expect(page.status).toBe(400);
    expect(page.isHtml).toBe(true);
    expect(page.text).toContain('login_request_invalid');
    expect(page.textOf()).toContain('connect again from there');
    expect(page.headers.getSetCookie()).toEqual([]);
  });

  it('says the same to scripts as JSON', async () => {
    const response = await fetch(`${world.loginUrl}?login_request_id=${id}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      statusCode: 400,
      error: 'login_request_invalid',
      message: expect.stringContaining('state is missing'),
    });
  });

  it.each([
    ['HEAD', { method: 'HEAD' }],
    ['prefetch', { headers: { 'sec-purpose': 'prefetch' } }],
    ['an image', { headers: { 'sec-fetch-dest': 'image', 'sec-fetch-site': 'cross-site' } }],
    ['a frame', { headers: { 'sec-fetch-dest': 'iframe', 'sec-fetch-site': 'cross-site' } }],
    [
      'a foreign script',
      { headers: { 'sec-fetch-dest': 'empty', 'sec-fetch-site': 'cross-site' } },
    ],
  ])('captures nothing for %s (T24)', async (_what, init: RequestInit) => {
    const response = await fetch(`${world.loginUrl}?login_request_id=${id}&state=${state}`, init);
    expect(response.headers.getSetCookie()).toEqual([]);
  });

  it('captures for a same-origin script, which drives a login page of its own', async () => {
    await browser.fetchJson(`${world.loginUrl}?login_request_id=${id}&state=${state}`);
    expect(await ours()).toHaveLength(1);
  });

  it('keeps the transaction and its first time when the same link is opened again', async () => {
    const first = await open(`login_request_id=${id}&state=${state}`);
    const second = await open(`login_request_id=${id}&state=${state}`);
    expect(second.$('input[name=scalekit_txn]').val()).toBe(
      first.$('input[name=scalekit_txn]').val(),
    );
    expect(second.headers.getSetCookie()).toEqual([]);
    expect(await ours()).toHaveLength(1);
  });

  it('keeps five login requests and lets the oldest go', async () => {
    const pages = [];
    for (let tab = 1; tab <= 6; tab += 1)
      pages.push(await open(`login_request_id=lri_${tab}&state=${state}`));
    const txns = pages.map((page) => page.$('input[name=scalekit_txn]').val());
    const kept = (await ours()).map((name) => name.slice('scalekit_'.length));
    expect(kept.sort()).toEqual(txns.slice(1).sort());
  });

  it('never lets its cookies outgrow what Node accepts (T22)', async () => {
    for (let tab = 1; tab <= 12; tab += 1) {
      const page = await open(`login_request_id=lri_${tab}&state=${'%20'.repeat(1023)}x`);
      expect(page.status).toBe(200);
    }
    const cookies = await browser.cookiesFor(world.app.url);
    expect(JSON.stringify(cookies).length).toBeLessThan(9000);
  });

  it('sends somebody who is signed in to the continue page instead', async () => {
    await browser.submitForm(await browser.navigate(world.loginUrl), alice);
    const page = await open(`login_request_id=${id}&state=${state}`);
    expect(page.status).toBe(303);
    expect(page.location).toMatch(/^\/scalekit\/continue\?scalekit_txn=[\w-]{16}$/);
    expect(page.headers.get('cross-origin-opener-policy')).toBe('unsafe-none');
    expect(await world.pushes()).toEqual([]);
  });

  it('leaves a script to decide for somebody who is signed in', async () => {
    await browser.submitForm(await browser.navigate(world.loginUrl), alice);
    const answer = await browser.fetchJson(
      `${world.loginUrl}?login_request_id=${id}&state=${state}`,
    );
    expect([answer.status, answer.location]).toEqual([200, undefined]);
    expect(await ours()).toHaveLength(1);
  });

  it('fetches the backend’s token ahead, so that the hand-off costs one round trip', async () => {
    const fresh = await World.start({ adapter });
    const { page } = await fresh.startLogin(browser);
    await fresh.app.app.get(FederationService).getAccessToken();
    const ahead = await fresh.tokenRequests();
    await browser.submitForm(page, alice);
    expect([ahead, await fresh.tokenRequests()]).toEqual([1, 1]);
    await fresh.close();
  });

  it('writes an audit line that names the connection and neither id nor state (T19)', async () => {
    await open(`login_request_id=${id}&state=${state}`);
    const line = world.app.log.audit.at(-1);
    expect(line).toMatch(/login request captured connection=conn_\d+ txn=/);
    expect(world.app.log.lines.join('\n')).not.toContain(id);
    expect(world.app.log.lines.join('\n')).not.toContain(state);
  });
});
