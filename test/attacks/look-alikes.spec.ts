import { Browser } from '../support/browser.js';
import { moveClock, restoreClock } from '../support/clock.js';
import { adapters } from '../support/federation-app.js';
import { alice, World } from '../support/world.js';
import { formType, rawRequest } from './support/raw-request.js';

/** Whoever tries ids and cookies must not learn which of them were ever anything. */
describe.each(adapters)('a login request that is worth nothing, on %s,', (adapter) => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({ adapter });
  });
  beforeEach(() => world.emulator.reset());
  afterEach(restoreClock);
  afterAll(() => world?.close());

  const txnOf = ({ page }: Awaited<ReturnType<World['startLogin']>>) =>
    String(page.$('input[name=scalekit_txn]').val());

  /** A browser and the id that it names. */
  const worthless: Readonly<Record<string, () => Promise<[Browser, string]>>> = {
    unknown: async () => [new Browser(), 'AAAAAAAAAAAAAAAA'],
    foreign: async () => [new Browser(), txnOf(await world.startLogin())],
    tampered: async () => {
      const login = await world.startLogin();
      const txn = txnOf(login);
      const name = `scalekit_${txn}`;
      const value = (await login.browser.cookiesFor(world.app.url))[name] ?? '';
      const turned = `${value.slice(0, 40)}${value[40] === 'A' ? 'B' : 'A'}${value.slice(41)}`;
      await login.browser.cookies.setCookie(`${name}=${turned}; Path=/`, world.app.url);
      return [login.browser, txn];
    },
    expired: async () => {
      const login = await world.startLogin();
      moveClock(541);
      return [login.browser, txnOf(login)];
    },
  };

  const open = (browser: Browser, path: string) =>
    rawRequest(browser, world.app.url + path, { headers: { accept: 'text/html' } });
  const submit = (browser: Browser, txn: string, accept: string) =>
    rawRequest(browser, `${world.app.url}/login`, {
      method: 'POST',
      headers: { accept, 'sec-fetch-site': 'same-origin', ...formType },
      body: String(new URLSearchParams({ ...alice, scalekit_txn: txn })),
    });

  const requests: Readonly<Record<string, (browser: Browser, txn: string) => Promise<unknown>>> = {
    'whoever opens the login page': (browser, txn) => open(browser, `/login?scalekit_txn=${txn}`),
    'whoever signs in by the form': (browser, txn) => submit(browser, txn, 'text/html'),
    'a script that signs in': (browser, txn) => submit(browser, txn, 'application/json'),
    'whoever opens the continue page': (browser, txn) =>
      open(browser, `/scalekit/continue?scalekit_txn=${txn}`),
  };

  /** But for what changes with every answer. */
  const seen = async (request: string, kind: string): Promise<string> => {
    const [browser, txn] = (await worthless[kind]?.()) ?? [new Browser(), ''];
    const answer = JSON.stringify(await requests[request]?.(browser, txn));
    restoreClock();
    return answer
      .replaceAll(txn, '(txn)')
      .replace(/"(date|etag)":"(\\.|[^"])*",/g, '')
      .replace(/nonce[-=\\"]+[\w+/=-]+/g, 'nonce');
  };

  it.each(Object.keys(requests))(
    'looks the same to %s, whether unknown, foreign, tampered or expired (T43)',
    async (request) => {
      const unknown = await seen(request, 'unknown');
      expect(unknown).toContain('login_request_expired');
      for (const kind of ['foreign', 'tampered', 'expired']) {
        expect([kind, await seen(request, kind)]).toEqual([kind, unknown]);
      }
      expect(await world.pushes()).toEqual([]);
    },
  );
});
