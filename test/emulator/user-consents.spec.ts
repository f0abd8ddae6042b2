import { createClient } from '@connectrpc/connect';
import { createGrpcTransport } from '@connectrpc/connect-node';
import { ClientService } from '@scalekit-sdk/node/lib/pkg/grpc/scalekit/v1/clients/clients_pb.js';
import { ScalekitEmulator } from 'scalekit-emulator';
import { Browser } from '../support/browser.js';
import { Backend, decode } from './backend.js';
import { redirectUri, SeededClient } from './seeded-client.js';

const crm = { id: 'res_crm', connectionId: 'conn_crm' };
const billing = { id: 'res_billing', connectionId: 'conn_billing' };

describe('consents', () => {
  let emulator: ScalekitEmulator;
  let token: string;
  let desktop: SeededClient;
  let editor: SeededClient;

  beforeAll(async () => {
    emulator = await ScalekitEmulator.start({
      loginUrl: 'http://localhost:3000/login',
      resources: [crm, billing],
      clients: [
        { clientId: 'm2m_desktop', name: 'Desktop', redirectUris: [redirectUri] },
        { clientId: 'm2m_editor', name: 'Editor', redirectUris: [redirectUri] },
      ],
    });
    desktop = new SeededClient(emulator.credentials, 'm2m_desktop', crm);
    editor = new SeededClient(emulator.credentials, 'm2m_editor', crm);
  });
  beforeEach(async () => {
    await emulator.reset();
    await emulator.configure({ consent: 'auto' });
    token = await new Backend(emulator.credentials).accessToken();
  });
  afterAll(() => emulator?.close());

  const call = async (
    method: string,
    path: string,
    bearer = `Bearer ${token}`,
  ): Promise<{ status: number; body: any }> => {
    const headers = bearer === '' ? {} : { authorization: bearer };
    const response = await fetch(`${emulator.url}/api/v1/${path}`, { method, headers });
    return { status: response.status, body: await response.json() };
  };
  const list = async (query: Record<string, string> = {}) => {
    const parameters = new URLSearchParams({ resource_id: 'res_crm', ...query });
    return call('GET', `user_consents?${parameters.toString()}`);
  };
  const revoke = (clientId: string, id: string) =>
    call('DELETE', `clients/${clientId}/consents/${id}`);
  const subsOf = ({ body }: { body: any }): string[] =>
    body.consents.map((consent: any) => consent.external_user_id);

  it('are what users allowed which client, at one MCP server', async () => {
    await desktop.connect('u1', 'openid offline_access crm:read');
    await new SeededClient(emulator.credentials, 'm2m_editor', billing).connect('u2');
    const { status, body } = await list();
    expect([status, body]).toEqual([
      200,
      {
        total_size: 1,
        next_page_token: '',
        prev_page_token: '',
        consents: [
          {
            id: expect.stringMatching(/^usrcnst_\d{17}$/),
            external_user_id: 'u1',
            client_id: 'm2m_desktop',
            client_name: 'Desktop',
            scopes: ['openid', 'offline_access', 'crm:read'],
            granted_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
          },
        ],
      },
    ]);
    expect(subsOf(await list({ resource_id: 'res_billing' }))).toEqual(['u2']);
  });

  it('are there only once the user has allowed it', async () => {
    await emulator.configure({ consent: 'person' });
    const browser = new Browser();
    const question = await desktop.signIn('u1', 'openid', browser);
    expect((await list()).body.total_size).toBe(0);
    await browser.submitForm(question, {}, { button: '[value="deny"]' });
    expect((await list()).body.total_size).toBe(0);
    const again = await desktop.signIn('u1', 'openid', browser);
    await browser.submitForm(again, {}, { button: '[value="allow"]' });
    expect((await list()).body.total_size).toBe(1);
  });

  it('stay one for a user and a client, with the scopes of a step-up added', async () => {
    await desktop.connect('u1', 'openid crm:read');
    const [first] = (await list()).body.consents;
    await desktop.connect('u1', 'openid crm:write');
    const { body } = await list();
    expect(body.consents).toMatchObject([
      { id: first.id, scopes: ['openid', 'crm:read', 'crm:write'] },
    ]);
  });

  it('are searched by a part of the user’s id, in whatever case', async () => {
    for (const sub of ['u1', 'u10', 'U1@x', 'u2']) await desktop.connect(sub);
    const { body } = await list({ search: 'u1' });
    expect(body.total_size).toBe(3);
    expect(subsOf({ body })).toEqual(['U1@x', 'u10', 'u1']);
    expect(subsOf(await list({ search: 'nobody' }))).toEqual([]);
  });

  describe('come in pages', () => {
    beforeEach(async () => {
      for (const sub of ['u1', 'u2', 'u3', 'u4', 'u5']) await desktop.connect(sub);
    });

    const page = (page_token: string, query = {}) => list({ page_size: '2', page_token, ...query });

    it('forth and back', async () => {
      const first = await page('');
      const second = await page(first.body.next_page_token);
      const third = await page(second.body.next_page_token);
      expect([first, second, third].map(subsOf)).toEqual([['u5', 'u4'], ['u3', 'u2'], ['u1']]);
      expect([first.body.prev_page_token, third.body.next_page_token]).toEqual(['', '']);
      expect(third.body.total_size).toBe(5);
      const back = await page(third.body.prev_page_token);
      expect(subsOf(back)).toEqual(['u3', 'u2']);
      expect(subsOf(await page(back.body.prev_page_token))).toEqual(['u5', 'u4']);
    });

    it('that lose nobody when those of the page before are taken back', async () => {
      const first = await page('');
      for (const { client_id, id } of first.body.consents) await revoke(client_id, id);
      await desktop.connect('u6');
      expect(subsOf(await page(first.body.next_page_token))).toEqual(['u3', 'u2']);
    });

    it('of 10, and of 30 at most', async () => {
      for (let more = 6; more <= 11; more += 1) await desktop.connect(`u${more}`);
      expect((await list()).body.consents).toHaveLength(10);
      expect((await list({ page_size: '30' })).body.consents).toHaveLength(11);
    });

    it.each([
      ['page_token', '2'],
      ['page_token', '>:1.AAAAAAAAAAAAAAAA'],
      ['page_size', '31'],
      ['page_size', '-1'],
      ['page_size', 'all'],
      ['resource_id', ''],
    ])('by no %s %j', async (name, value) => {
      expect(await list({ [name]: value })).toMatchObject({
        status: 400,
        body: { code: 3, message: expect.stringContaining(name) },
      });
    });

    it('by no token of another query', async () => {
      const { next_page_token } = (await page('')).body;
      expect((await page(next_page_token, { search: 'u' })).status).toBe(400);
    });
  });

  it('are not there for an MCP server that is not there', async () => {
    expect((await list({ resource_id: 'res_1' })).status).toBe(404);
  });

  it('are for the backend’s own credentials only', async () => {
    const tokens = await desktop.connect('u1');
    const [{ id }] = (await list()).body.consents;
    for (const bearer of ['', `Bearer ${tokens.access_token}`]) {
      const path = 'user_consents?resource_id=res_crm';
      expect((await call('GET', path, bearer)).status).toBe(401);
      expect((await call('DELETE', `clients/m2m_desktop/consents/${id}`, bearer)).status).toBe(401);
    }
    expect((await list()).body.total_size).toBe(1);
  });

  describe('taken back', () => {
    it('end that client’s refresh tokens for that user and MCP server, and no others', async () => {
      const atBilling = new SeededClient(emulator.credentials, 'm2m_desktop', billing);
      const gone = [await desktop.connect('u1'), await desktop.connect('u1')];
      const others: [SeededClient, any][] = [
        [desktop, await desktop.connect('u10')],
        [editor, await editor.connect('u1')],
        [atBilling, await atBilling.connect('u1')],
      ];
      const { consents } = (await list()).body;
      const { id } = consents.find(
        (one: any) => one.external_user_id === 'u1' && one.client_id === 'm2m_desktop',
      );
      expect(await revoke('m2m_desktop', id)).toEqual({ status: 200, body: {} });

      expect(subsOf(await list())).toEqual(['u1', 'u10']);
      for (const { refresh_token } of gone) {
        expect(await desktop.refresh(refresh_token)).toMatchObject({ error: 'invalid_grant' });
      }
      for (const [client, { refresh_token }] of others) {
        expect(await client.refresh(refresh_token)).toHaveProperty('access_token');
      }
      expect(decode(gone[0].access_token).payload.exp * 1000).toBeGreaterThan(Date.now());
      expect((await emulator.journal()).find(({ method }) => method === 'DELETE')).toMatchObject({
        step: 'user_consents',
        clientId: 'm2m_desktop',
        sub: 'u1',
      });
    });

    it('end a code that was not redeemed yet', async () => {
      const { next } = await desktop.signIn('u1', 'openid');
      const [{ id }] = (await list()).body.consents;
      await revoke('m2m_desktop', id);
      const code = next?.searchParams.get('code') ?? '';
      expect(await desktop.redeem(code)).toMatchObject({ error: 'invalid_grant' });
    });

    it('are asked for again', async () => {
      await emulator.configure({ consent: 'once' });
      const browser = new Browser();
      const question = await desktop.signIn('u1', 'openid', browser);
      await browser.submitForm(question, {}, { button: '[value="allow"]' });
      const known = await desktop.signIn('u1', 'openid');
      expect(known.next?.searchParams.has('code')).toBe(true);
      expect((await desktop.signIn('u1', 'openid crm:write')).textOf('h1')).toContain('Allow');
      expect((await desktop.signIn('u2', 'openid')).textOf('h1')).toContain('Allow Desktop');

      const [{ id }] = (await list()).body.consents;
      await revoke('m2m_desktop', id);
      expect((await desktop.signIn('u1', 'openid')).textOf('h1')).toContain('Allow Desktop');
    });

    it('twice, by another client or by an id that is none, are not there', async () => {
      await desktop.connect('u1');
      const [{ id }] = (await list()).body.consents;
      for (const [client, consent] of [
        ['m2m_editor', id],
        ['m2m_1', id],
        ['m2m_desktop', 'usrcnst_1'],
        ['m2m_desktop', '%2e%2e'],
      ]) {
        expect(await revoke(client, consent)).toMatchObject({ status: 404, body: { code: 5 } });
      }
      expect((await list()).body.total_size).toBe(1);
      expect((await revoke('m2m_desktop', id)).status).toBe(200);
      expect((await revoke('m2m_desktop', id)).status).toBe(404);
    });
  });

  it('are listed and taken back over gRPC as over REST', async () => {
    for (const sub of ['u1', 'u2', 'u3']) await desktop.connect(sub);
    const headers = { authorization: `Bearer ${token}` };
    const client = createClient(ClientService, createGrpcTransport({ baseUrl: emulator.url }));
    const query = { resourceId: 'res_crm', pageSize: 2 };
    const first = await client.listResourceUserConsents(query, { headers });
    expect(first).toMatchObject({
      totalSize: 3,
      prevPageToken: '',
      consents: [{ externalUserId: 'u3' }, { externalUserId: 'u2', clientName: 'Desktop' }],
    });
    const seconds = Number(first.consents[0]?.grantedAt?.seconds);
    expect(Math.abs(Date.now() / 1000 - seconds)).toBeLessThan(600);
    const pageToken = first.nextPageToken;
    const rest = await client.listResourceUserConsents({ ...query, pageToken }, { headers });
    const [last] = rest.consents;
    expect(last).toMatchObject({ externalUserId: 'u1', scopes: ['openid', 'offline_access'] });

    const { clientId, id: consentId } = last ?? { clientId: '', id: '' };
    await client.revokeUserConsent({ clientId, consentId }, { headers });
    expect(subsOf(await list())).toEqual(['u3', 'u2']);
    await expect(client.revokeUserConsent({ clientId, consentId }, { headers })).rejects.toThrow(
      '[not_found]',
    );
    await expect(client.listResourceUserConsents(query)).rejects.toThrow('[unauthenticated]');
    await expect(client.listResourceUserConsents({}, { headers })).rejects.toThrow(
      'resource_id value is required',
    );
  });
});
