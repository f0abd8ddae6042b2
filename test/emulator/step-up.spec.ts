import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { ScalekitEmulator } from 'scalekit-emulator';
import { Browser } from '../support/browser.js';
import { alice, Backend } from './backend.js';
import { ClientMemory } from './client-memory.js';
import { ProtectedMcpServer } from './protected-mcp-server.js';

describe('a step-up', () => {
  let emulator: ScalekitEmulator;
  let mcpServer: ProtectedMcpServer;
  let memory: ClientMemory;

  beforeAll(async () => {
    mcpServer = await ProtectedMcpServer.start();
    emulator = await ScalekitEmulator.start({
      loginUrl: 'http://localhost:3000/login',
      consent: 'auto',
      resource: mcpServer.url,
      scopes: ['crm:read', 'crm:write'],
    });
    mcpServer.issuer = emulator.resourceUrl;
    memory = new ClientMemory(undefined, undefined);
  });
  afterAll(() => Promise.all([emulator?.close(), mcpServer?.close()]));

  const transport = () =>
    new StreamableHTTPClientTransport(new URL(mcpServer.url), { authProvider: memory as any });

  const whoami = async () => {
    const client = new Client({ name: 'test', version: '1' });
    await client.connect(transport());
    const { content } = (await client.callTool({ name: 'whoami' })) as any;
    await client.close();
    return JSON.parse(content[0].text) as { sub: string; scopes: string[] };
  };

  /** Goes where the client sends the person. @returns the details of the login request that comes of it */
  const signIn = async () => {
    const backend = new Backend(emulator.credentials);
    const browser = new Browser();
    const login = (await browser.navigate(memory.sentTo)).next?.searchParams;
    const loginRequestId = login?.get('login_request_id') ?? '';
    const details = await emulator.loginRequestDetails(loginRequestId);
    await backend.push(loginRequestId, alice);
    const done = await browser.navigate(backend.callbackUrl(login?.get('state') ?? ''));
    await transport().finishAuth(done.next?.searchParams ?? new URLSearchParams());
    return { loginRequestId, details };
  };

  it('of MCP’s client 2 is a new login request, whose details name the new scopes', async () => {
    await expect(whoami()).rejects.toThrow();
    const first = await signIn();
    expect(first.details.authRequest.scopes).not.toContain('crm:write');
    expect((await whoami()).scopes).not.toContain('crm:write');

    mcpServer.scope = 'crm:write';
    await expect(whoami()).rejects.toThrow();
    const second = await signIn();
    expect(second.loginRequestId).not.toBe(first.loginRequestId);
    expect(second.details.authRequest.id).not.toBe(first.details.authRequest.id);
    expect(second.details.authRequest.scopes).toEqual(
      expect.arrayContaining(['openid', 'crm:write']),
    );
    expect(second.details.client).toEqual(first.details.client);
    expect(await whoami()).toMatchObject({
      sub: alice.sub,
      scopes: expect.arrayContaining(['crm:write']),
    });
  });

  it('by hand: beginLogin asks for scopes', async () => {
    const login = await emulator.beginLogin({ scopes: ['openid', 'crm:write'] });
    const { next } = await new Browser().navigate(login.url);
    const id = next?.searchParams.get('login_request_id') ?? '';
    expect((await emulator.loginRequestDetails(id)).authRequest.scopes).toEqual([
      'openid',
      'crm:write',
    ]);
  });
});
