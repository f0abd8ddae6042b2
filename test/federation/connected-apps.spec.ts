import { FederationConfigurationError, FederationService } from 'nestjs-scalekit-federation';
import { PrincipalInvalidError, ScalekitUnavailableError } from 'nestjs-scalekit-federation';
import { ScalekitEmulator } from 'scalekit-emulator';
import { Browser } from '../support/browser.js';
import { createFederationApp, users, type FederationApp } from '../support/federation-app.js';

/** Whose ids are alike, and what is searched for is a part of most of them. */
const subs = ['u1', 'u10', 'u1@x', 'U1', 'xu1', '1'];

describe('connected apps', () => {
  let emulator: ScalekitEmulator;
  let app: FederationApp;
  let service: FederationService;

  beforeAll(async () => {
    emulator = await ScalekitEmulator.start();
    const resourceId = emulator.mcpServers[0]?.resourceId ?? '';
    app = await createFederationApp({
      adapter: 'express',
      options: { ...emulator.credentials, resourceId },
    });
    service = app.app.get(FederationService);
  });
  beforeEach(async () => {
    await emulator.reset();
    app.log.lines.length = 0;
  });
  afterAll(async () => {
    await app?.close();
    await emulator?.close();
  });

  /** From a new client to its tokens, for one person. */
  async function connect(sub: string) {
    await emulator.configure({ loginUrl: `${app.url}/login` });
    const client = await emulator.beginLogin({ scopes: ['openid', 'offline_access'] });
    const browser = new Browser();
    const { next } = await browser.navigate(client.url);
    const { login_request_id: loginRequestId = '', state = '' } = Object.fromEntries(
      next?.searchParams ?? [],
    );
    const { callbackUrl } = await service.completeLogin(
      { loginRequestId, state },
      { sub, email: users[0]?.email ?? '' },
    );
    const consent = await browser.follow(await browser.navigate(callbackUrl), client.redirectUri);
    const done = await browser.follow(await browser.submitForm(consent), client.redirectUri);
    return client.finish(done.next?.href);
  }

  it('are listed with name, scopes and time, all of that person’s and nobody else’s', async () => {
    for (const sub of subs) await connect(sub);
    await connect('u1');
    const apps = await service.listConnectedApps('u1');
    expect(apps).toHaveLength(2);
    expect(apps[0]).toEqual({
      id: expect.any(String),
      clientId: expect.stringMatching(/^m2m_/),
      clientName: 'Test client',
      scopes: expect.arrayContaining(['openid']),
      grantedAt: expect.any(Date),
    });
    expect(await service.listConnectedApps('u')).toEqual([]);
  });

  it('are disconnected for one person alone, though others’ ids have it in them (T77)', async () => {
    for (const sub of subs) await connect(sub);
    const [own] = await service.listConnectedApps('u1');
    expect(await service.disconnectApps('u1')).toEqual([own]);
    const left = await Promise.all(subs.map((sub) => service.listConnectedApps(sub)));
    expect(left.map(({ length }) => length)).toEqual([0, 1, 1, 1, 1, 1]);
    expect(app.log.lines.filter((line) => line.includes('app disconnected'))).toEqual([
      expect.stringContaining('sub="u1"'),
    ]);
  });

  it('end with their refresh token (T49)', async () => {
    const { refreshToken = '' } = await connect('u1');
    const journal = await emulator.journal();
    const clientId = journal.find(({ step }) => step === 'register')?.clientId ?? '';
    const refresh = async (token: string) => {
      const { resourceUrl, environmentUrl } = emulator.credentials;
      const grant = { grant_type: 'refresh_token', refresh_token: token };
      const body = new URLSearchParams({ ...grant, client_id: clientId, resource: resourceUrl });
      const response = await fetch(`${environmentUrl}/oauth/token`, { method: 'POST', body });
      return (await response.json()) as { refresh_token?: string; error?: string };
    };
    const { refresh_token: renewed = '' } = await refresh(refreshToken);
    expect(renewed).not.toBe('');
    await service.disconnectApps('u1');
    expect(await refresh(renewed)).toMatchObject({ error: 'invalid_grant' });
  });

  it('are disconnected one by one, by an id of that person’s own (T77)', async () => {
    await connect('u1');
    await connect('u1');
    await connect('u10');
    const [one, other] = await service.listConnectedApps('u1');
    const [foreign] = await service.listConnectedApps('u10');
    expect(await service.disconnectApps('u1', foreign?.id)).toEqual([]);
    expect(await service.disconnectApps('u1', '../../organizations')).toEqual([]);
    expect(await service.disconnectApps('u1', one?.id)).toEqual([one]);
    expect(await service.listConnectedApps('u1')).toEqual([other]);
    expect(await service.listConnectedApps('u10')).toEqual([foreign]);
  });

  it('are read to the last page', async () => {
    for (let index = 0; index < 33; index += 1) await connect('u1');
    expect(await service.listConnectedApps('u1')).toHaveLength(33);
    expect(await service.disconnectApps('u1')).toHaveLength(33);
    expect(await service.listConnectedApps('u1')).toEqual([]);
  });

  it.each(['', undefined, null, 7])('are nobody’s for the sub %j (T77)', async (sub) => {
    await connect('u1');
    const asked = sub as string;
    for (const ask of ['listConnectedApps', 'disconnectApps'] as const) {
      const answer = service[ask](asked);
      await expect(answer).rejects.toThrow(PrincipalInvalidError);
      await expect(answer).rejects.toThrow('sub is empty. Name the person whose apps are meant');
    }
    expect(await service.listConnectedApps('u1')).toHaveLength(1);
  });

  it('can be asked for again after an outage', async () => {
    await connect('u1');
    await emulator.fail({ on: 'user_consents', status: 503, times: 1 });
    expect(await service.listConnectedApps('u1')).toHaveLength(1);
    await emulator.fail({ on: 'user_consents', status: 503, times: 3 });
    const failed = service.disconnectApps('u1');
    await expect(failed).rejects.toThrow(ScalekitUnavailableError);
    await expect(failed).rejects.toThrow('503 to the request about consents');
    expect(await service.disconnectApps('u1')).toHaveLength(1);
  });

  it('need the id of the MCP server', async () => {
    const other = await createFederationApp({
      adapter: 'fastify',
      options: { ...emulator.credentials },
    });
    const asked = other.app.get(FederationService).listConnectedApps('u1');
    await expect(asked).rejects.toThrow(FederationConfigurationError);
    await expect(asked).rejects.toThrow('cannot tell connected apps');
    await expect(asked).rejects.toThrow('resourceId (SCALEKIT_RESOURCE_ID): is missing');
    await other.close();
  });

  it('need a connection where there are several', async () => {
    const { credentials, mcpServers } = emulator;
    const one = { ...credentials, resourceId: mcpServers[0]?.resourceId };
    const other = await createFederationApp({
      adapter: 'express',
      options: { connections: { one, other: { ...credentials, connectionId: 'conn_other' } } },
    });
    const several = other.app.get(FederationService);
    for (const ask of ['listConnectedApps', 'disconnectApps'] as const) {
      await expect(several[ask]('u1')).rejects.toThrow('(one, other): name one as { connection }');
    }
    expect(await several.listConnectedApps('u1', { connection: 'one' })).toEqual([]);
    await expect(several.listConnectedApps('u1', { connection: 'other' })).rejects.toThrow(
      'connections.other.resourceId: is missing',
    );
    await other.close();
  });
});
