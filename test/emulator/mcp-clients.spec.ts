import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { ScalekitEmulator, type EmulatorSettings } from 'scalekit-emulator';
import { generate } from 'selfsigned';
import { Browser } from '../support/browser.js';
import { alice, Backend } from './backend.js';
import { generations } from './client-generations.js';
import { ClientMemory as Memory, redirectUrl } from './client-memory.js';
import { ProtectedMcpServer } from './protected-mcp-server.js';

describe('MCP clients', () => {
  let emulator: ScalekitEmulator;
  let backend: Backend;
  let mcpServer: ProtectedMcpServer;
  let documents: Server;
  let documentUrl: string;
  let document: object;
  let sendDocument: (response: ServerResponse) => void;
  let certificate: string;

  beforeAll(async () => {
    mcpServer = await ProtectedMcpServer.start();
    emulator = await ScalekitEmulator.start({
      loginUrl: 'http://localhost:3000/login',
      resource: mcpServer.url,
      consent: 'auto',
      clientIdMetadata: 'loopback',
      clients: [{ clientId: 'm2m_known', redirectUris: [redirectUrl] }],
    });
    backend = new Backend(emulator.credentials);
    const pems = await generate([{ name: 'commonName', value: 'localhost' }], {
      algorithm: 'sha256',
      extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] }],
    });
    certificate = pems.cert;
    documents = createServer({ cert: certificate, key: pems.private }, (_, response) => {
      response.setHeader('content-type', 'application/json');
      sendDocument(response);
    });
    await new Promise<void>((resolve) => documents.listen(0, resolve));
    const address = documents.address();
    documentUrl = `https://localhost:${typeof address === 'object' ? address?.port : ''}/client.json`;
  });
  beforeEach(async () => {
    document = {
      client_id: documentUrl,
      client_name: 'Described client',
      redirect_uris: ['http://127.0.0.1/callback'],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
      scope: 'openid email mcp:read',
    };
    sendDocument = (response) => response.end(JSON.stringify(document));
    await configure({ issuerMode: 'resource', clientIdMetadata: 'loopback' });
  });
  afterAll(async () => {
    documents?.close();
    await Promise.all([emulator?.close(), mcpServer?.close()]);
  });

  async function configure(settings: EmulatorSettings): Promise<void> {
    await emulator.reset();
    await emulator.configure(settings);
  }

  const asked = (memory: Memory) => new Browser().navigate(memory.sentTo);

  const issuers = {
    environment: () => emulator.url,
    resource: () => emulator.credentials.resourceUrl,
  };
  const identities: Record<string, () => Memory> = {
    'registers itself': () => new Memory(undefined, undefined),
    'is described by a document': () => new Memory(undefined, documentUrl),
    'was registered before': () =>
      new Memory({ client_id: 'm2m_known', issuer: mcpServer.issuer }, undefined),
  };
  const combinations = Object.keys(generations).flatMap((generation) =>
    Object.keys(identities).flatMap((identity) =>
      (['environment', 'resource'] as const).map(
        (issuer) => [generation, identity, issuer] as const,
      ),
    ),
  );

  it.each(combinations)('%s that %s gets through, issuer: %s (T47)', async (...combination) => {
    const [generation, identity, issuerMode] = combination;
    await configure({ issuerMode });
    mcpServer.issuer = issuers[issuerMode]();
    const whoami = generations[generation];
    const memory = identities[identity]?.() ?? new Memory(undefined, undefined);

    await expect(whoami?.(mcpServer.url, memory)).rejects.toThrow();
    const browser = new Browser();
    const login = (await browser.navigate(memory.sentTo)).next?.searchParams;
    await backend.push(login?.get('login_request_id') ?? '', alice);
    const done = await browser.navigate(backend.callbackUrl(login?.get('state') ?? ''));
    const caller = await whoami?.(mcpServer.url, memory, done.next?.searchParams);

    expect(done.next?.searchParams.get('iss')).toBe(mcpServer.issuer);
    expect(caller).toMatchObject({
      iss: mcpServer.issuer,
      sub: alice.sub,
      client_id: memory.clientInformation()?.client_id,
      resource: mcpServer.url,
    });
  });

  it('are 12 of 12', () => expect(combinations).toHaveLength(12));

  describe('described by a document', () => {
    const authorize = (clientId: string, environmentUrl = emulator.url) => {
      const memory = new Memory(undefined, undefined);
      const query = new URLSearchParams({
        response_type: 'code',
        client_id: clientId,
        redirect_uri: redirectUrl,
        code_challenge: 'a'.repeat(43),
        code_challenge_method: 'S256',
      });
      memory.sentTo = new URL(`${environmentUrl}/oauth/authorize?${query.toString()}`);
      return asked(memory);
    };

    const withPadding = () => JSON.stringify({ ...document, padding: 'x'.repeat(5 * 1024) });

    const sendForever = (response: ServerResponse) => {
      const more = () => {
        while (response.write(' '.repeat(1024)));
      };
      response.on('drain', more);
      more();
    };

    const drip = (response: ServerResponse) => {
      const timer = setInterval(() => response.write(' '), 100);
      response.on('close', () => clearInterval(timer));
    };

    it('come back on any port of their loopback redirect URI', async () => {
      expect((await authorize(documentUrl)).next?.searchParams.has('login_request_id')).toBe(true);
    });

    it.each([
      ['that is another’s', () => ({ ...document, client_id: 'https://example.com/client.json' })],
      ['with a secret', () => ({ ...document, client_secret: 'a'.repeat(32) })],
      ['without a redirect URI', () => ({ ...document, redirect_uris: [] })],
      ['that is a list', () => []],
    ])('are refused by one %s', async (_, change) => {
      document = change();
      const page = await authorize(documentUrl);
      expect([page.status, page.next]).toEqual([400, undefined]);
      expect(page.textOf('main')).toMatch(/error=invalid_(client|redirect_uri)/);
    });

    it.each([
      ['without end', (response: ServerResponse) => sendForever(response)],
      ['that never ends and comes byte by byte', (response: ServerResponse) => drip(response)],
      ['that has no content', (response: ServerResponse) => response.writeHead(204).end()],
      ['that is larger than 5 KB', (response: ServerResponse) => response.end(withPadding())],
    ])('are refused by one %s', async (_, send) => {
      sendDocument = send;
      const page = await authorize(documentUrl);
      expect([page.status, page.next]).toEqual([400, undefined]);
      expect(page.textOf('main')).toContain('error=invalid_client');
    });

    it.each(['169.254.169.254', '10.0.0.1', '[fd00::1]'])(
      'are not looked for at %s (T51)',
      async (host) => {
        await configure({ clientIdMetadata: 'public' });
        const page = await authorize(documentUrl.replace('localhost', host));
        expect([page.status, page.next]).toEqual([400, undefined]);
        expect(page.textOf('main')).toContain('error=invalid_client');
      },
    );

    // In a process that trusts the documents' server, so that nothing but the guard stands before it.
    it.each([
      ['public', 400],
      ['loopback', 303],
    ])('are looked for on this machine only if told so: %s (T51)', async (setting, status) => {
      const folder = mkdtempSync(join(tmpdir(), 'trusted-'));
      const trusted = join(folder, 'certificate.pem');
      writeFileSync(trusted, certificate);
      const settings = { loginUrl: 'http://localhost:3000/login', clientIdMetadata: setting };
      writeFileSync(join(folder, 'scalekit-emulator.json'), JSON.stringify(settings));
      const bin = resolve('dist/libs/scalekit-emulator/esm/bin.js');
      const child = spawn(process.execPath, [bin, '--port', '0', '--json'], {
        cwd: folder,
        env: { ...process.env, NODE_EXTRA_CA_CERTS: trusted },
      });
      const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
      const { environmentUrl } = JSON.parse(line) as { environmentUrl: string };
      const page = await authorize(documentUrl, environmentUrl);
      child.kill();
      rmSync(folder, { recursive: true });
      expect(page.status).toBe(status);
    });

    it('are told that a document’s URL is https, on this machine too', async () => {
      const page = await authorize(documentUrl.replace('https:', 'http:'));
      expect([page.status, page.next]).toEqual([400, undefined]);
      expect(page.textOf('main')).toContain('A client id that is a URL has to be https');
    });

    it('are advertised, and not where they are switched off', async () => {
      const advertised = async () => {
        const url = `${emulator.url}/.well-known/oauth-authorization-server`;
        return ((await (await fetch(url)).json()) as Record<string, unknown>)[
          'client_id_metadata_document_supported'
        ];
      };
      expect(await advertised()).toBe(true);
      await configure({ clientIdMetadata: 'off' });
      expect(await advertised()).toBe(false);
      expect((await authorize(documentUrl)).status).toBe(400);
    });
  });
});
