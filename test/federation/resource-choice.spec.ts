import type { ScalekitFederationOptions } from 'nestjs-scalekit-federation';
import { ScalekitEmulator } from 'scalekit-emulator';
import { Browser } from '../support/browser.js';
import { Details, told } from '../support/details.js';
import { startLogin } from '../support/federated-login.js';
import { adapters, createFederationApp, type FederationApp } from '../support/federation-app.js';
import { alice } from '../support/world.js';
import { isWithin, usual } from '../support/seconds.js';

const resource = (id: string) => ({ id, name: `Server <${id}>` });

describe.each(adapters)('one login URL for several MCP servers, on %s', (adapter) => {
  const details = new Details();
  const emulators = new Map<string, ScalekitEmulator>();
  let app: FederationApp;

  beforeAll(async () => {
    const connections: NonNullable<ScalekitFederationOptions['connections']> = {};
    for (const name of ['default', 'crm', 'billing']) {
      const emulator = await ScalekitEmulator.start();
      emulators.set(name, emulator);
      connections[name] = { ...emulator.credentials, resourceId: `res_${name}` };
    }
    app = await createFederationApp({
      adapter,
      options: { connections, loginRequestDetails: details.option },
    });
    for (const emulator of emulators.values()) {
      await emulator.configure({ loginUrl: `${app.url}/login` });
    }
  });
  beforeEach(() => {
    details.reset();
    app.log.lines.length = 0;
  });
  afterAll(async () => {
    await app?.close();
    for (const emulator of emulators.values()) await emulator.close();
  });

  const emulatorOf = (name: string): ScalekitEmulator => {
    const emulator = emulators.get(name);
    if (emulator === undefined) throw new Error(`no emulator for ${name}`);
    return emulator;
  };
  const arrive = (name: string, browser = new Browser()) => startLogin(emulatorOf(name), browser);

  it.each(['crm', 'billing'])('hands off to the connection of the server: %s', async (name) => {
    details.reset(() => told({ resource: resource(`res_${name}`) }));
    const login = await arrive(name);
    expect(details.asked).toEqual([{ loginRequestId: expect.any(String), connection: undefined }]);
    const handedOff = await login.browser.submitForm(login.page, alice);
    const { connectionId, environmentUrl } = emulatorOf(name).credentials;
    expect(handedOff.refresh).toContain(`${environmentUrl}/sso/v1/connections/${connectionId}/`);
  });

  it('keeps what was chosen, whatever is told later', async () => {
    details.reset(() => told({ resource: resource('res_crm') }));
    const login = await arrive('crm');
    details.reset(() => told({ resource: resource('res_billing') }));
    await login.browser.navigate(login.page.url);
    expect(details.asked).toEqual([]);
    const handedOff = await login.browser.submitForm(login.page, alice);
    expect(handedOff.refresh).toContain(emulatorOf('crm').credentials.connectionId);
  });

  it.each<[what: string, answer: () => unknown]>([
    ['say nothing', () => undefined],
    ['fail', () => Promise.reject(new Error('down'))],
    ['lie about their shape', () => ({ resource: resource('res_crm') })],
    ['never come', () => new Promise(() => undefined)],
  ])('is no default’s where the details %s', async (_what, answer) => {
    details.reset(answer);
    const login = await arrive('crm');
    expect(login.page.status).toBe(503);
    expect(login.page.text).toContain('scalekit_unavailable');
    expect(isWithin(login.page.headers.get('retry-after'), usual)).toBe(true);
    expect(await login.browser.cookiesFor(app.url)).toEqual({});
    details.reset(() => told({ resource: resource('res_crm') }));
    const again = login.page.$('a.button').attr('href');
    expect(again).toBe('');
    const page = await login.browser.navigate(login.page.url);
    const handedOff = await login.browser.submitForm(page, alice);
    expect(handedOff.refresh).toContain(emulatorOf('crm').credentials.connectionId);
  });

  it.each([
    ['another server', { id: 'res_unknown', name: 'Payroll <b>' }, 'res_unknown'],
    ['a part of a known one', { id: 'res_cr', name: 'CRM' }, 'res_cr'],
    ['no server', undefined, 'no MCP server'],
  ])('is refused for %s, by page and log', async (_what, asked, named) => {
    details.reset(() => told(asked && { resource: asked }));
    const { browser, page } = await arrive('crm');
    expect(page.status).toBe(403);
    expect(page.text).toContain('resource_not_connected');
    if (asked) expect(page.textOf('main')).toContain(asked.name);
    expect(page.$('main b')).toHaveLength(0);
    expect(app.log.lines.join('\n')).toContain(named);
    expect(await browser.cookiesFor(app.url)).toEqual({});
  });
});

it('two connections of one server stop the boot', async () => {
  const emulator = await ScalekitEmulator.start();
  const one = { ...emulator.credentials, resourceId: 'res_1' };
  const boot = createFederationApp({
    adapter: 'express',
    options: { connections: { one, other: { ...one, connectionId: 'conn_other' } } },
  });
  await expect(boot).rejects.toThrow('connections.other.resourceId: is that of connections.one');
  await emulator.close();
});
