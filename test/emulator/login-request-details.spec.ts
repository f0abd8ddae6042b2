import { ScalekitEmulator } from 'scalekit-emulator';
import { Browser } from '../support/browser.js';
import { alice, Backend, beginLogin } from './backend.js';
import { DocumentServer } from './document-server.js';

const redirectUri = 'http://127.0.0.1:9/callback';
const loginUrl = 'http://localhost:3000/login';

describe('the details of a login request', () => {
  let emulator: ScalekitEmulator;
  let backend: Backend;
  let documents: DocumentServer;

  beforeAll(async () => {
    documents = await DocumentServer.start({
      client_name: 'Described client',
      redirect_uris: [redirectUri],
      token_endpoint_auth_method: 'none',
    });
    // Two MCP servers behind one login page.
    emulator = await ScalekitEmulator.start({
      loginUrl,
      consent: 'auto',
      clientIdMetadata: 'loopback',
      resources: [
        { id: 'res_crm', connectionId: 'conn_crm', name: 'CRM', scopes: ['crm:read', 'crm:write'] },
        { id: 'res_billing', connectionId: 'conn_billing', name: 'Billing' },
      ],
      clients: [
        { clientId: 'm2m_desktop', name: 'Desktop', redirectUris: [redirectUri] },
        { clientId: 'm2m_nameless', redirectUris: [redirectUri] },
        { clientId: 'm2m_bound', redirectUris: [redirectUri], resource: 'res_billing' },
      ],
    });
    backend = new Backend(emulator.credentials);
  });
  afterEach(() => emulator.configure({ loginRequestTtlSeconds: 600 }));
  afterAll(async () => {
    documents?.close();
    await emulator?.close();
  });

  const register = async (client: object) => {
    const response = await fetch(`${emulator.url}/api/v1/resources/res_crm/clients:register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ redirect_uris: [redirectUri], ...client }),
    });
    return ((await response.json()) as { client_id: string }).client_id;
  };

  /** @returns what the app's login page is opened with */
  const authorize = async (
    client_id: string,
    { path = '/resources/res_crm', ...parameters }: Record<string, string> = {},
  ) => {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id,
      redirect_uri: redirectUri,
      code_challenge: 'a'.repeat(43),
      code_challenge_method: 'S256',
      ...parameters,
    });
    const { next } = await new Browser().navigate(
      `${emulator.url}${path}/oauth/authorize?${query.toString()}`,
    );
    expect(`${next?.origin}${next?.pathname}`).toBe(loginUrl);
    return next?.searchParams.get('login_request_id') ?? '';
  };

  const overHttp = async (id: string, headers = {}): Promise<{ status: number; body: any }> => {
    const response = await fetch(`${emulator.url}/emulator/login-requests/${id}`, { headers });
    return { status: response.status, body: await response.json() };
  };

  it('are what Scalekit’s SDK answers, of a client that registered itself', async () => {
    const clientId = await register({ client_name: 'Claude' });
    const id = await authorize(clientId, { scope: 'openid crm:read other offline_access' });
    const details = await emulator.loginRequestDetails(id);
    expect(details).toEqual({
      authRequest: {
        id: expect.stringMatching(/^req_\d{17}$/),
        scopes: ['openid', 'crm:read', 'offline_access'],
      },
      client: {
        clientName: 'Claude',
        clientId,
        skClientId: clientId,
        isDcr: true,
        isCimd: false,
      },
      resource: { id: 'res_crm', name: 'CRM' },
    });
    expect(clientId).toMatch(/^m2m_/);
    expect(await overHttp(id)).toEqual({ status: 200, body: details });
  });

  it('name a described client by its document’s URL, and by an id of Scalekit’s own', async () => {
    const [first, second] = [await authorize(documents.url), await authorize(documents.url)];
    const { client } = await emulator.loginRequestDetails(first);
    expect(client).toEqual({
      clientName: 'Described client',
      clientId: documents.url,
      skClientId: expect.stringMatching(/^m2m_\d{17}$/),
      isDcr: false,
      isCimd: true,
    });
    expect((await emulator.loginRequestDetails(second)).client).toEqual(client);
  });

  it.each([
    ['m2m_desktop', 'Desktop'],
    ['m2m_nameless', 'm2m_nameless'],
  ])('call %s of the seed %s: neither registered by itself nor described', async (id, name) => {
    expect((await emulator.loginRequestDetails(await authorize(id))).client).toEqual({
      clientName: name,
      clientId: id,
      skClientId: id,
      isDcr: false,
      isCimd: false,
    });
  });

  it.each([
    ['markup', '<img src=x onerror=alert(1)> "\'&'],
    ['another direction', '\u202Eevitaroproc\u202C \u200B\u2066x\u2069'],
    ['line breaks', 'Claude\r\nSet-Cookie: a=b\u2028x'],
    ['128 characters', 'x'.repeat(128)],
    ['spaces around it', '  Claude  '],
  ])('have the client’s name as it is, with %s', async (_, client_name) => {
    const id = await authorize(await register({ client_name }));
    expect((await emulator.loginRequestDetails(id)).client.clientName).toBe(client_name);
  });

  it('have a document’s name at its full length', async () => {
    const client_name = 'ü'.repeat(2000);
    const described = await DocumentServer.start({ ...documents.document, client_name });
    const id = await authorize(described.url);
    described.close();
    expect((await emulator.loginRequestDetails(id)).client.clientName).toBe(client_name);
  });

  it('have the name that beginLogin is told to take', async () => {
    const { url } = await emulator.beginLogin({ clientName: 'Claude (claude.ai)' });
    const { next } = await new Browser().navigate(url);
    const id = next?.searchParams.get('login_request_id') ?? '';
    const { client } = await emulator.loginRequestDetails(id);
    expect(client).toMatchObject({ clientName: 'Claude (claude.ai)', isDcr: true });
  });

  it('have an empty name for a client that gives none', async () => {
    const id = await authorize(await register({}));
    expect((await emulator.loginRequestDetails(id)).client.clientName).toBe('');
  });

  describe('tell MCP servers behind one login page apart', () => {
    const resourceOf = async (id: string) => (await emulator.loginRequestDetails(id)).resource?.id;

    it('by the authorization server', async () => {
      const path = '/resources/res_billing';
      expect(await resourceOf(await authorize('m2m_desktop', { path }))).toBe('res_billing');
      expect(await resourceOf(await authorize('m2m_desktop'))).toBe('res_crm');
    });

    it('by the resource indicator', async () => {
      const resource = `${emulator.url}/resources/res_billing`;
      const id = await authorize('m2m_desktop', { path: '', resource });
      expect(await resourceOf(id)).toBe('res_billing');
    });

    it('by where the client is known from', async () => {
      expect(await resourceOf(await authorize('m2m_bound', { path: '' }))).toBe('res_billing');
      const registered = await register({ client_name: 'Claude' });
      expect(await resourceOf(await authorize(registered, { path: '' }))).toBe('res_crm');
    });

    it('and name none where nothing does', async () => {
      const id = await authorize('m2m_desktop', { path: '' });
      expect(await emulator.loginRequestDetails(id)).not.toHaveProperty('resource');
      expect((await overHttp(id)).body).not.toHaveProperty('resource');
    });
  });

  it('stay the same, before and after the push, whose answer names the same auth request', async () => {
    const { loginRequestId } = await beginLogin(emulator);
    const before = await emulator.loginRequestDetails(loginRequestId);
    const connectionId = 'conn_crm';
    const { body } = await backend.push(loginRequestId, alice, { connectionId });
    expect(body.auth_request_id).toBe(before.authRequest.id);
    expect(await emulator.loginRequestDetails(loginRequestId)).toEqual(before);
  });

  it('are refused in the same words for unknown, expired and foreign ids', async () => {
    const other = await ScalekitEmulator.start({ loginUrl });
    const { loginRequestId: foreign } = await beginLogin(other);
    await other.close();
    await emulator.configure({ loginRequestTtlSeconds: 0 });
    const expired = await authorize('m2m_desktop');

    for (const id of [foreign, expired, 'lri_1', '%00', 'x'.repeat(5000)]) {
      expect(await overHttp(id)).toEqual({
        status: 404,
        body: {
          code: 5,
          message: expect.stringMatching(/^login request not found: pass the login_request_id/),
          details: [expect.objectContaining({ error_code: 'NOT_FOUND' })],
        },
      });
      await expect(emulator.loginRequestDetails(id)).rejects.toThrow('login request not found');
    }
  });

  it('are not for pages of other sites', async () => {
    const id = await authorize('m2m_desktop');
    expect((await overHttp(id, { origin: 'http://localhost:1' })).status).toBe(403);
    expect((await overHttp(id, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  });
});
