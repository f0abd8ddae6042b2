import type { LoginOrganization, PolicyLogin } from 'nestjs-scalekit-federation';
import { Browser } from '../support/browser.js';
import { Details } from '../support/details.js';
import { adapters } from '../support/federation-app.js';
import type { Page } from '../support/page.js';
import { sendTo } from '../support/send-to.js';
import { alice, bob, World } from '../support/world.js';

const acme = { externalId: 'org_1', name: 'Acme & Söhne' };
const umbrella = { externalId: 'org_2', name: '<b>Umbrella</b>' };
const press = (button: 'continue' | 'switch') => ({ button: `[value=${button}]` });

describe.each(adapters)('organizations, on %s', (adapter) => {
  const details = new Details();
  const asked: { sub: string; login: PolicyLogin }[] = [];
  let list: () => unknown;
  let world: World;

  beforeAll(async () => {
    world = await World.start({
      adapter,
      options: {
        loginRequestDetails: details.option,
        organizations: ({ sub }, login) => {
          asked.push({ sub, login });
          return list() as LoginOrganization[];
        },
      },
    });
  });
  beforeEach(async () => {
    details.reset();
    asked.length = 0;
    list = () => [acme, umbrella];
    world.app.log.lines.length = 0;
    await world.emulator.reset();
  });
  afterAll(() => world?.close());

  const choices = (page: Page) =>
    page
      .$('.organizations input')
      .map((_, input) => `${page.$(input).val()}: ${page.$(input).parent().text().trim()}`)
      .get();

  /** Signs in by the form; there is something to choose. */
  async function choosing() {
    const login = await world.startLogin();
    const answer = await login.browser.submitForm(login.page, alice);
    return { login, page: await login.browser.follow(answer) };
  }

  it('are chosen among on the continue page, after a login that was proven', async () => {
    const { login, page } = await choosing();
    expect(page.url.pathname).toBe('/scalekit/continue');
    expect(choices(page)).toEqual(['org_1: Acme & Söhne', 'org_2: <b>Umbrella</b>']);
    expect(page.$('.organizations input[checked]')).toHaveLength(0);
    expect(page.$('.organizations input[required]')).toHaveLength(2);
    expect(await world.pushes()).toEqual([]);
    const values = { scalekit_organization: 'org_2' };
    const handedOff = await login.browser.submitForm(page, values, press('continue'));
    expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
    expect(await world.pushes()).toMatchObject([
      { organization_external_id: 'org_2', organization_external_name: '<b>Umbrella</b>' },
    ]);
  });

  it('know who signed in, and whether anew', async () => {
    const { login, page } = await choosing();
    await login.browser.submitForm(page, { scalekit_organization: 'org_1' }, press('continue'));
    expect(asked.map(({ sub }) => sub)).toEqual(Array(3).fill('usr_alice'));
    expect(asked.map(({ login: { fresh } }) => fresh)).toEqual([true, true, true]);
    expect(asked[0]?.login).toMatchObject({
      scopes: ['shipments:read'],
      client: { name: 'Claude' },
      connection: 'default',
    });
  });

  it.each([
    ['of no choice', {}],
    ['of one that is nobody’s', { scalekit_organization: 'org_3' }],
    ['of a part of one', { scalekit_organization: 'org' }],
  ])('are asked for again after an answer %s', async (_what, values) => {
    const { login, page } = await choosing();
    const again = await login.browser.follow(
      await login.browser.submitForm(page, values, press('continue')),
    );
    expect(choices(again)).toHaveLength(2);
    expect(await world.pushes()).toEqual([]);
  });

  it('are looked at again before the push', async () => {
    const { login, page } = await choosing();
    list = () => [acme, { externalId: 'org_4', name: 'New' }];
    const values = { scalekit_organization: 'org_2' };
    const again = await login.browser.follow(
      await login.browser.submitForm(page, values, press('continue')),
    );
    expect(choices(again)).toEqual(['org_1: Acme & Söhne', 'org_4: New']);
    expect(await world.pushes()).toEqual([]);
  });

  it('are those of whoever signs in after Not you', async () => {
    const { login, page } = await choosing();
    const values = { scalekit_organization: 'org_2' };
    const form = await login.browser.follow(
      await login.browser.submitForm(page, values, press('switch')),
    );
    list = () => [acme];
    const handedOff = await login.browser.submitForm(form, bob);
    expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_bob' });
    expect(await world.pushes()).toMatchObject([{ organization_external_id: 'org_1' }]);
  });

  it('need no choice where there is one', async () => {
    list = () => [acme];
    const login = await world.startLogin();
    const handedOff = await login.browser.submitForm(login.page, alice);
    expect(handedOff.refresh).toContain('partner:callback');
    expect(await world.pushes()).toMatchObject([
      { organization_external_id: 'org_1', organization_external_name: 'Acme & Söhne' },
    ]);
  });

  it('leave what the mapper says where there is none', async () => {
    list = () => [];
    const login = await world.startLogin();
    await login.browser.submitForm(login.page, alice);
    const [pushed] = await world.pushes();
    expect(Object.keys(pushed ?? {})).not.toContain('organization_external_id');
  });

  it('lead a script to the page that asks', async () => {
    const login = await world.startLogin();
    const answer = await sendTo(login, '/login', alice, { by: 'script' });
    expect(answer.json()).toMatchObject({
      greeting: 'welcome',
      redirectTo: expect.stringContaining('/scalekit/continue'),
    });
  });

  it.each<[what: string, list: () => unknown]>([
    ['fail', () => Promise.reject(new Error('alice@example.com'))],
    ['never come', () => new Promise(() => undefined)],
    ['are no list', () => acme],
    ['have no name', () => [{ externalId: 'org_1' }]],
    ['have an id of nothing', () => [{ externalId: '', name: 'Acme' }]],
    ['are endless', () => Array.from({ length: 201 }, () => acme)],
  ])('push nothing where they %s', async (_what, failing) => {
    list = failing;
    const login = await world.startLogin();
    const page = await login.browser.submitForm(login.page, alice);
    expect(page.status).toBe(503);
    expect(page.text).toContain('policy_unavailable');
    expect(await world.pushes()).toEqual([]);
    expect(world.app.log.lines.join('\n')).toContain('organizations()');
    expect(world.app.log.lines.join('\n')).not.toContain('alice@example.com');
    list = () => [acme];
    const again = await login.browser.navigate(page.$('a.button').attr('href') ?? '', page);
    const handedOff = await login.browser.submitForm(again, {}, press('continue'));
    expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
  });

  it('are asked about somebody who is signed in already', async () => {
    const browser = new Browser();
    list = () => [acme, umbrella];
    await browser.submitForm(await browser.navigate(world.loginUrl), alice);
    const login = await world.startLogin(browser);
    expect(choices(login.page)).toHaveLength(2);
    const values = { scalekit_organization: 'org_1' };
    const handedOff = await browser.submitForm(login.page, values, press('continue'));
    expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
  });
});
