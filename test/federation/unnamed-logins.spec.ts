import { adapters } from '../support/federation-app.js';
import { alice, World } from '../support/world.js';

describe.each(adapters)('on %s, a login that lost our field on its way', (adapter) => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({ adapter });
  });
  beforeEach(() => world.emulator.reset());
  afterAll(() => world?.close());

  const linesOf = (what: RegExp) => world.app.log.lines.filter((line) => what.test(line));

  it('by a form is asked about, and one line says why', async () => {
    for (let times = 0; times < 2; times += 1) {
      const login = await world.startLogin();
      const form = login.page.form(alice);
      form.fields.delete('scalekit_txn');
      const asked = await login.browser.sendForm(form, login.page);
      expect(asked.location).toMatch(/^\/scalekit\/continue\?/);
    }
    expect(linesOf(/no scalekit_txn came with it/)).toEqual([
      expect.stringMatching(/^WARN LoginController\.login leads to the continue page/),
    ]);
  });

  it('by a script is a plain login, and one line says so', async () => {
    for (let times = 0; times < 2; times += 1) {
      const login = await world.startLogin();
      const told = await login.browser.fetchJson(world.loginUrl, alice, login.page);
      expect(told.json()).not.toHaveProperty('redirectTo');
    }
    expect(await world.pushes()).toEqual([]);
    expect(linesOf(/nothing named it/)).toEqual([
      expect.stringMatching(/^WARN LoginController\.login signed somebody in/),
    ]);
  });

  it('is not missed where no login request waits', async () => {
    world.app.log.lines.length = 0;
    const login = await world.startLogin();
    const handedOff = await login.browser.submitForm(login.page, alice);
    await world.finish(login, handedOff);
    await login.browser.fetchJson(world.loginUrl, alice, login.page);
    expect(linesOf(/nothing named it|no scalekit_txn/)).toEqual([]);
  });
});
