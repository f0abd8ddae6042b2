import { ScalekitEmulator } from 'scalekit-emulator';
import { generations } from '../emulator/client-generations.js';
import { ClientMemory, redirectUrl } from '../emulator/client-memory.js';
import { DocumentServer } from '../emulator/document-server.js';
import { ProtectedMcpServer } from '../emulator/protected-mcp-server.js';
import { Browser } from '../support/browser.js';
import { createFederationApp, type FederationApp } from '../support/federation-app.js';
import { alice } from '../support/world.js';

const names = {
  'registers itself': 'MCP client',
  'is described by a document': 'Described client',
  'was registered before': 'Known client',
} as const;
type Identity = keyof typeof names;

const combinations = Object.keys(generations).flatMap((generation) =>
  (Object.keys(names) as Identity[]).flatMap((identity) =>
    (['environment', 'resource'] as const).map((issuer) => [generation, identity, issuer] as const),
  ),
);

describe('the client that asks', () => {
  let emulator: ScalekitEmulator;
  let mcpServer: ProtectedMcpServer;
  let documents: DocumentServer;
  let app: FederationApp;

  beforeAll(async () => {
    mcpServer = await ProtectedMcpServer.start();
    documents = await DocumentServer.start({
      client_name: names['is described by a document'],
      redirect_uris: ['http://127.0.0.1/callback'],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
    });
    emulator = await ScalekitEmulator.start({
      resource: mcpServer.url,
      resourceName: 'Shipments',
      consent: 'auto',
      clientIdMetadata: 'loopback',
      clients: [
        {
          clientId: 'm2m_known',
          name: names['was registered before'],
          redirectUris: [redirectUrl],
        },
      ],
    });
    app = await createFederationApp({
      adapter: 'express',
      options: {
        ...emulator.credentials,
        loginRequestDetails: (id) => emulator.loginRequestDetails(id),
      },
    });
    await emulator.configure({ loginUrl: `${app.url}/login` });
  });
  afterAll(async () => {
    await app?.close();
    documents?.close();
    await Promise.all([emulator?.close(), mcpServer?.close()]);
  });

  const memoryOf: Record<Identity, () => ClientMemory> = {
    'registers itself': () => new ClientMemory(undefined, undefined),
    'is described by a document': () => new ClientMemory(undefined, documents.url),
    'was registered before': () =>
      new ClientMemory({ client_id: 'm2m_known', issuer: mcpServer.issuer }, undefined),
  };

  it.each(combinations)(
    'is named on the notice and on the continue page: %s that %s, issuer: %s',
    async (generation, identity, issuerMode) => {
      await emulator.configure({ issuerMode });
      mcpServer.issuer =
        issuerMode === 'resource' ? emulator.credentials.resourceUrl : emulator.url;
      const memory = memoryOf[identity]();
      const whoami = generations[generation];
      await expect(whoami?.(mcpServer.url, memory)).rejects.toThrow();

      const facts = `App“${names[identity]}” Its addressnot known`;
      const stranger = new Browser();
      const login = await stranger.follow(await stranger.navigate(memory.sentTo));
      expect(login.textOf('[role=note]')).toContain(facts);
      expect(login.textOf('[role=note]')).toContain('To reachShipments ');

      const browser = new Browser();
      await browser.submitForm(await browser.navigate(`${app.url}/login`), alice);
      const asked = await browser.follow(await browser.navigate(memory.sentTo));
      expect(asked.textOf('.asking dd')).toContain(names[identity]);
      const handedOff = await browser.submitForm(asked);
      const done = await browser.follow(handedOff, redirectUrl);
      const caller = await whoami?.(mcpServer.url, memory, done.next?.searchParams);
      expect(caller).toMatchObject({ sub: 'usr_alice', iss: mcpServer.issuer });
    },
  );
});
