import { request as httpRequest, type IncomingMessage } from 'node:http';
import { withEnvironment } from '../support/environment.js';
import { adapters } from '../support/federation-app.js';
import { World } from '../support/world.js';

const query = 'login_request_id=lri_1&state=abc';

/** The same in all of these apps: a cookie of another connection would be refused for that alone. */
const connectionId = 'conn_1';

describe.each(adapters)('the cookie on %s', (adapter) => {
  let development: World;
  let production: World;

  beforeAll(async () => {
    development = await World.start({ adapter, options: { connectionId } });
    production = await withEnvironment({ NODE_ENV: 'production' }, () =>
      World.start({ adapter, options: { connectionId } }),
    );
  });
  afterAll(() => Promise.all([development?.close(), production?.close()]));

  /** A visit under a host name of our choice. */
  const visit = (world: World, host: string, path: string, cookie = '') =>
    new Promise<IncomingMessage>((resolve, reject) => {
      const options = { headers: { host, accept: 'text/html', ...(cookie && { cookie }) } };
      httpRequest(world.app.url + path, options, (response) => {
        resolve(response.resume());
      })
        .on('error', reject)
        .end();
    });
  const cookieOf = async (world: World, host: string) =>
    (await visit(world, host, `/login?${query}`)).headers['set-cookie']?.[0] ?? '';

  const hosts = ['localhost:3000', '127.0.0.1', '[::1]:3000', 'app.example.com', '10.0.0.1'];
  const plain = /^scalekit_[\w-]{16}=[^;]+; Max-Age=3600; Path=\/; HttpOnly; SameSite=Lax$/;
  const secure =
    /^__Host-scalekit_[\w-]{16}=[^;]+; Max-Age=3600; Path=\/; HttpOnly; SameSite=Lax; Secure$/;

  it.each(hosts)(
    'is a secure host cookie in production, whatever Host says: %s (T17, T20, T58)',
    async (host) => {
      expect(await cookieOf(production, host)).toMatch(secure);
    },
  );

  it.each(hosts)('has a plain name in tests, whatever Host says: %s', async (host) => {
    expect(await cookieOf(development, host)).toMatch(plain);
  });

  it.each<[mode: string, appUrl: string | undefined, RegExp]>([
    ['', undefined, secure],
    ['staging', undefined, secure],
    ['Development', undefined, secure],
    ['development', undefined, plain],
    ['test', undefined, plain],
    ['', 'http://localhost:3000', plain],
    ['', 'http://127.0.0.1:3000/', plain],
    ['production', 'http://[::1]:3000', plain],
    ['production', 'https://app.example.com', secure],
    ['development', 'https://app.example.com', secure],
    ['test', 'https://localhost:3000', secure],
  ])('is as NODE_ENV %j and appUrl %j say (T58)', async (mode, appUrl, expected) => {
    const options = { connectionId, ...(appUrl !== undefined && { appUrl }) };
    const world = await withEnvironment({ NODE_ENV: mode }, () =>
      World.start({ adapter, options }),
    );
    for (const host of hosts) expect(await cookieOf(world, host)).toMatch(expected);
    await world.close();
  });

  it('is missed with a word for the developer, and in production for nobody', async () => {
    const forgotten = '/login?scalekit_txn=AAAAAAAAAAAAAAAA';
    const unset = await withEnvironment({ NODE_ENV: '' }, () =>
      World.start({ adapter, options: { connectionId } }),
    );
    const shown = async (world: World, headers: Record<string, string> = {}) => {
      const answer = await fetch(world.app.url + forgotten, {
        headers: { accept: 'text/html', ...headers },
      });
      return [answer.status, (await answer.text()).includes('SCALEKIT_APP_URL')];
    };
    expect(await shown(unset)).toEqual([410, true]);
    expect(await shown(unset, { cookie: '__Host-scalekit_AAAAAAAAAAAAAAAA=x' })).toEqual([
      410,
      false,
    ]);
    expect(await shown(development)).toEqual([410, false]);
    expect(await shown(production)).toEqual([410, false]);
    expect(unset.app.log.audit.at(0)).toContain('reason=no_cookie');
    await unset.close();
  });

  it('is read in production under no other name', async () => {
    const cookie = (await cookieOf(production, 'localhost')).split(';')[0] ?? '';
    const txn = /_([\w-]{16})=/.exec(cookie)?.[1];
    const weak = (await cookieOf(development, 'localhost')).split(';')[0] ?? '';
    const weakTxn = /_([\w-]{16})=/.exec(weak)?.[1];
    const ask = (world: World, name: string | undefined, sent: string) =>
      visit(world, 'localhost', `/login?scalekit_txn=${name}`, sent);
    expect((await ask(production, txn, cookie)).statusCode).toBe(200);
    expect((await ask(production, weakTxn, weak)).statusCode).toBe(410);
    expect((await ask(production, txn, cookie.replace('__Host-', ''))).statusCode).toBe(410);
    expect((await ask(development, txn, cookie)).statusCode).toBe(410);
  });

  it('opens with every key of the ring, and is sealed with the first (T20)', async () => {
    const [older, newer] = ['o'.repeat(20) + 'lder-key-01234', 'n'.repeat(20) + 'ewer-key-01234'];
    const start = (cookieSecrets: string[]) =>
      World.start({ adapter, options: { connectionId, cookieSecrets } });
    const worlds = await Promise.all([start([older]), start([newer, older]), start([newer])]);
    const [before, during, after] = worlds;
    const cookie = (await cookieOf(before, 'localhost')).split(';')[0] ?? '';
    const ask = (world: World, sent: string) =>
      visit(world, 'localhost', `/login?scalekit_txn=${/_([\w-]{16})=/.exec(sent)?.[1]}`, sent);
    expect((await ask(during, cookie)).statusCode).toBe(200);
    expect((await ask(after, cookie)).statusCode).toBe(410);
    const rotated = (await cookieOf(during, 'localhost')).split(';')[0] ?? '';
    expect((await ask(after, rotated)).statusCode).toBe(200);
    expect((await ask(before, rotated)).statusCode).toBe(410);
    await Promise.all(worlds.map((world) => world.close()));
  });
});
