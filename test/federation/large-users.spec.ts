import { Browser } from '../support/browser.js';
import { adapters, type User } from '../support/federation-app.js';
import { bob, World } from '../support/world.js';

/** Bytes of attributes: alice's fit into a cookie, bob's do not. */
const sizes: Readonly<Record<string, number>> = { usr_alice: 2300, usr_bob: 4000 };

describe.each(adapters)('users with many attributes on %s', (adapter) => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({
      adapter,
      options: {
        mapPrincipal: (principal) => {
          const { id, email } = principal as User;
          return { sub: id, email, customAttributes: { all: 'x'.repeat(sizes[id] ?? 0) } };
        },
      },
    });
  });
  beforeEach(() => world.emulator.reset());
  afterAll(() => world?.close());

  /** Signs in without a session, by a link that names the login request. */
  const signIn = async (user: string, browser = new Browser()) => {
    const login = await world.startLogin(browser);
    const txn = login.page.$('input[name=scalekit_txn]').val();
    const url = `${world.app.url}/login/link?as=${user}&scalekit_txn=${txn}`;
    return { login, asked: await browser.follow(await browser.navigate(url)) };
  };
  const press = { button: '[value=continue]' };

  it('wait in cookies that never outgrow what Node accepts (T22)', async () => {
    const browser = new Browser();
    for (let tab = 1; tab < 5; tab += 1) await signIn('usr_alice', browser);
    const { login, asked } = await signIn('usr_alice', browser);
    const cookies = await browser.cookiesFor(world.app.url);
    expect(Object.values(cookies).join('').length).toBeLessThanOrEqual(8192);
    const handedOff = await browser.submitForm(asked, {}, press);
    expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
  });

  it('are taken from the session where no cookie holds them', async () => {
    const browser = new Browser();
    const login = await world.startLogin(browser);
    const asked = await browser.submitForm(await browser.navigate(world.loginUrl), bob);
    expect(asked.location).toContain('/scalekit/continue');
    const handedOff = await browser.submitForm(await browser.follow(asked), {}, press);
    expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_bob' });
  });

  it('are refused where neither a cookie nor a session holds them', async () => {
    const { asked } = await signIn('usr_bob');
    expect([asked.status, asked.textOf('code')]).toEqual([500, 'principal_invalid']);
    expect(world.app.log.lines.join('\n')).toContain('larger than the 3 KB that a cookie holds');
    expect(await world.pushes()).toEqual([]);
  });
});
