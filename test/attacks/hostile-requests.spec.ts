import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { Browser } from '../support/browser.js';
import { adapters } from '../support/federation-app.js';
import { alice, World } from '../support/world.js';
import { Attacker } from './support/attacker.js';
import { formType, rawRequest } from './support/raw-request.js';

const document = {
  accept: 'text/html',
  'sec-fetch-dest': 'document',
  'sec-fetch-mode': 'navigate',
  'sec-fetch-site': 'cross-site',
} as const;

const good = 'login_request_id=lri_1&state=abc';

describe.each(adapters)('on %s,', (adapter) => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({ adapter });
  });
  beforeEach(() => world.emulator.reset());
  afterAll(() => world?.close());

  const get = (path: string, headers: Record<string, string | string[]> = document) =>
    rawRequest(new Browser(), world.app.url + path, { headers });

  describe('nothing is stored of', () => {
    it.each([
      ['an id beside its own encoded name', 'login_request_id=a&login%5Frequest_id=b&state=c'],
      ['an encoded bracket', 'login_request_id%5B%5D=a&state=c'],
      ['a state beside one in brackets', 'login_request_id=a&state=b&state%5Bx%5D=c'],
      ['brackets inside brackets', 'login_request_id[a][b]=c&state=d'],
      ['a NUL', 'login_request_id=a%00&state=b'],
      ['an overlong slash', 'login_request_id=..%C0%AF..&state=b'],
      ['broken UTF-8', 'login_request_id=a&state=%FF'],
      ['a full-width id', 'login_request_id=%EF%BD%81&state=b'],
      ['a header of its own', 'login_request_id=a&state=b%0d%0aSet-Cookie:%20x=1'],
      ['a path', 'login_request_id=../../organizations&state=b'],
      ['nothing', 'login_request_id=&state='],
      ['a state of nothing', 'login_request_id=a&state='],
      ['a state that is too long', `login_request_id=a&state=${'s'.repeat(1025)}`],
      ['an id that is too long', `login_request_id=${'a'.repeat(129)}&state=b`],
    ])('%s', async (_what, query) => {
      const answer = await get(`/login?${query}`);
      expect(answer.status).toBe(400);
      expect(answer.headers['set-cookie']).toBeUndefined();
    });

    it.each([
      ['two destinations', { ...document, 'sec-fetch-dest': ['document', 'iframe'] }],
      ['a destination in capitals', { ...document, 'sec-fetch-dest': 'Document' }],
      ['an empty destination', { ...document, 'sec-fetch-dest': '' }],
      ['a fenced frame', { ...document, 'sec-fetch-dest': 'fencedframe' }],
      ['a script of a sibling site', { 'sec-fetch-dest': 'empty', 'sec-fetch-site': 'same-site' }],
      ['a script of nobody', { 'sec-fetch-dest': 'empty' }],
      ['a prerendered page', { ...document, 'sec-purpose': 'prefetch;prerender' }],
      ['an older prefetch', { ...document, purpose: 'prefetch' }],
    ])('%s', async (_what, headers) => {
      const answer = await get(`/login?${good}`, headers);
      expect(answer.status).toBe(200);
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(answer.text).not.toContain('scalekit_txn');
    });

    it.each(['HEAD', 'OPTIONS', 'POST', 'PUT'])('%s', async (method) => {
      const answer = await rawRequest(new Browser(), `${world.app.url}/login?${good}`, {
        method,
        headers: document,
      });
      expect(answer.headers['set-cookie']).toBeUndefined();
    });
  });

  describe('no address of ours is made of', () => {
    const foreign = {
      'x-forwarded-host': 'evil.example',
      'x-forwarded-proto': 'gopher',
      'x-forwarded-prefix': '//evil.example',
      'x-original-url': '//evil.example/',
      'x-rewrite-url': '//evil.example/',
      forwarded: 'host=evil.example;proto=gopher',
    };

    it('headers that a proxy might forward (T14)', async () => {
      const { browser, page } = await world.startLogin();
      const txn = String(page.$('input[name=scalekit_txn]').val());
      const link = `${world.app.url}/login/link?as=usr_alice&scalekit_txn=${txn}`;
      const asked = await rawRequest(browser, link, { headers: { ...document, ...foreign } });
      expect(asked.headers['location']).toBe(`/scalekit/continue?scalekit_txn=${txn}`);
      const handedOff = await rawRequest(browser, `${world.app.url}/login`, {
        method: 'POST',
        headers: { accept: 'text/html', origin: world.app.url, ...formType, ...foreign },
        body: String(new URLSearchParams({ ...alice, scalekit_txn: txn })),
      });
      expect(handedOff.headers['refresh']).toContain(world.emulator.url);
      expect(JSON.stringify([asked, handedOff])).not.toContain('evil.example');
    });

    it('a host that somebody made up (T14)', async () => {
      const { hostname, port } = new URL(world.app.url);
      const ask = async (target: string, host: string): Promise<string> => {
        const socket = connect(Number(port), hostname);
        socket.end(`GET ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
        return text(socket);
      };
      const answers = await Promise.all([
        ask(`/login?${good}`, 'evil.example'),
        ask(`http://evil.example/login?${good}`, 'localhost'),
        ask('/scalekit/continue?scalekit_txn=AAAAAAAAAAAAAAAA', 'evil.example'),
        ask('//evil.example/scalekit/continue?scalekit_txn=AAAAAAAAAAAAAAAA', 'localhost'),
      ]);
      expect(answers[0]).toMatch(/\bset-cookie: scalekit_/i);
      for (const answer of answers)
        expect(answer.replace(/Cannot GET.*/g, '')).not.toContain('evil');
    });
  });

  describe('a field that is no transaction', () => {
    const bodies: readonly (readonly [string, (txn: string) => string])[] = [
      ['twice', (txn) => `scalekit_txn=${txn}&scalekit_txn=${txn}`],
      ['in brackets', (txn) => `scalekit_txn[]=${txn}`],
      ['with a key', (txn) => `scalekit_txn[txn]=${txn}`],
      ['empty', () => 'scalekit_txn='],
      ['with a space', (txn) => `scalekit_txn=${txn}%20`],
      ['cut short', (txn) => `scalekit_txn=${txn.slice(1)}`],
      ['the name of another cookie', () => 'scalekit_txn=../../session'],
      ['a million letters', () => `scalekit_txn=${'a'.repeat(90_000)}`],
    ];
    const json: readonly (readonly [string, (txn: string) => unknown])[] = [
      ['a list', (txn) => [txn]],
      ['an object', (txn) => ({ toString: txn })],
      ['a number', () => 1],
      ['null', () => null],
      ['true', () => true],
    ];

    it.each(bodies)('hands nothing off: %s', async (_what, bodyOf) => {
      const { browser, page } = await world.startLogin();
      const txn = String(page.$('input[name=scalekit_txn]').val());
      const answer = await rawRequest(browser, `${world.app.url}/login`, {
        method: 'POST',
        headers: { accept: 'text/html', 'sec-fetch-site': 'same-origin', ...formType },
        body: `${new URLSearchParams(alice)}&${bodyOf(txn)}`,
      });
      expect([200, 303, 410]).toContain(answer.status);
      expect(answer.text).not.toContain('partner:callback');
      expect(await world.pushes()).toEqual([]);
    });

    it.each(json)('hands nothing off: %s', async (_what, valueOf) => {
      const { browser, page } = await world.startLogin();
      const txn = String(page.$('input[name=scalekit_txn]').val());
      const body = { ...alice, scalekit_txn: valueOf(txn) };
      const answer = await browser.fetchJson(`${world.app.url}/login`, body, page);
      expect(answer.json()).toMatchObject({ handOffError: { error: 'login_request_expired' } });
      expect(await world.pushes()).toEqual([]);
    });

    it('hands nothing off: inherited from a polluted body', async () => {
      const { browser, page } = await world.startLogin();
      const txn = String(page.$('input[name=scalekit_txn]').val());
      const answer = await rawRequest(browser, `${world.app.url}/login`, {
        method: 'POST',
        headers: { 'sec-fetch-site': 'same-origin', 'content-type': 'application/json' },
        body: `{"email":"alice@example.com","password":"right","__proto__":{"scalekit_txn":"${txn}"},"constructor":{"prototype":{"scalekit_txn":"${txn}"}}}`,
      });
      expect(answer.status).toBeLessThan(500);
      expect(await world.pushes()).toEqual([]);
      expect(Object.prototype).not.toHaveProperty('scalekit_txn');
    });
  });

  it('a browser that is led through a hundred captures still reaches the app (T41)', async () => {
    const browser = new Browser();
    const state = encodeURIComponent('"'.repeat(1024));
    for (let index = 0; index < 100; index += 1) {
      const url = `${world.loginUrl}?login_request_id=lri_${index}&state=${state}`;
      expect((await browser.navigate(url)).status).toBe(200);
    }
    const { page } = await world.startLogin(browser);
    expect(page.textOf()).toContain('Signing in connects an AI app');
    const cookies = await browser.cookies.getCookieString(world.app.url);
    expect(cookies.length).toBeLessThan(10_000);
  });

  it('junk in the names of our cookies costs nobody the login', async () => {
    const login = await world.startLogin();
    for (let index = 0; index < 100; index += 1) {
      const name = `scalekit_${String(index).padStart(16, 'x')}`;
      await login.browser.cookies.setCookie(`${name}=${'A'.repeat(40)}; Path=/`, world.app.url);
    }
    const handedOff = await login.browser.submitForm(login.page, alice);
    expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
  });

  it('the callback of a flow that nobody has answered leads the attacker nowhere', async () => {
    const attacker = await Attacker.begin(world);
    expect(await attacker.loot()).toBe('nobody');
  });
});
