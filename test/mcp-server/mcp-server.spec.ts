import { get } from 'node:http';
import { ConsoleLogger, type INestApplication } from '@nestjs/common';
import { Client, StreamableHTTPClientTransport } from '@modelcontextprotocol/client';
import { Client as ClientV1 } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport as TransportV1 } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { generateKeyPair } from 'jose';
import { createApp } from '../../apps/mcp-server/src/create-app.js';
import { withEnvironment } from '../support/environment.js';
import { freePort } from '../support/free-port.js';
import { startMcpServer } from '../support/mcp-server.js';
import { ScalekitKeys } from './scalekit-keys.js';

describe.each(['express', 'fastify'])('the MCP server on %s', (httpAdapter) => {
  let scalekit: ScalekitKeys;
  let app: INestApplication;
  let origin: string;
  let logged: string;

  beforeEach(async () => {
    scalekit = await ScalekitKeys.start();
    logged = '';
    await start();
  });

  afterEach(async () => {
    await app?.close();
    await scalekit?.close();
  });

  async function start(environment: Record<string, string> = {}): Promise<void> {
    const port = await freePort();
    origin = `http://localhost:${port}`;
    const variables = {
      HTTP_ADAPTER: httpAdapter,
      SCALEKIT_ENVIRONMENT_URL: scalekit.url,
      SCALEKIT_RESOURCE_URL: scalekit.resourceUrl,
      ...environment,
    };
    const logger = new CollectingLogger((line) => (logged += line));
    app = await startMcpServer(port, variables, { logger });
  }

  const metadataUrl = () => `${origin}/.well-known/oauth-protected-resource/mcp`;
  const ping = (token?: string, headers: Record<string, string> = {}) =>
    fetch(`${origin}/mcp`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Accept: 'application/json, text/event-stream',
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
        ...headers,
      },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'ping' }),
    });

  async function connect(token: string): Promise<ClientV1> {
    const client = new ClientV1({ name: 'test', version: '1' });
    const requestInit = { headers: { Authorization: `Bearer ${token}` } };
    const transport = new TransportV1(new URL(`${origin}/mcp`), { requestInit });
    await client.connect(transport);
    return client;
  }

  async function whoami(token: string): Promise<any> {
    const client = await connect(token);
    const { structuredContent } = await client.callTool({ name: 'whoami' });
    await client.close();
    return structuredContent;
  }

  describe('discovery', () => {
    it('shows a client without a token where the metadata is, and names no error', async () => {
      const response = await ping();

      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toBe(
        `Bearer realm="OAuth", resource_metadata="${metadataUrl()}"`,
      );
    });

    it.each(['', '/mcp'])(
      'names its authorization server at the metadata path "%s"',
      async (path) => {
        const response = await fetch(`${origin}/.well-known/oauth-protected-resource${path}`);

        expect(response.status).toBe(200);
        expect(await response.json()).toMatchObject({
          resource: `${origin}/mcp`,
          authorization_servers: [scalekit.resourceUrl],
          bearer_methods_supported: ['header'],
        });
      },
    );
  });

  describe('whoami', () => {
    it('answers a client of 2025 with the user behind the token', async () => {
      const client = await connect(await scalekit.token());

      expect((await client.listTools()).tools.map(({ name }) => name)).toContain('whoami');
      const result = await client.callTool({ name: 'whoami' });
      await client.close();

      const alice = {
        sub: 'usr_alice',
        email: 'alice@example.com',
        name: 'Alice Ämter',
        roles: ['admin'],
        custom_claims: { plan: 'PREMIUM', seats: 3 },
        scopes: ['openid', 'email'],
        client_id: 'm2m_client',
      };
      expect(result.structuredContent).toEqual(alice);
      expect(result.content).toEqual([{ type: 'text', text: JSON.stringify(alice, null, 2) }]);
    });

    it('answers a client of 2026-07-28 the same way', async () => {
      const client = new Client(
        { name: 'test', version: '1' },
        { versionNegotiation: { mode: { pin: '2026-07-28' } } },
      );
      const requestInit = { headers: { Authorization: `Bearer ${await scalekit.token()}` } };
      await client.connect(
        new StreamableHTTPClientTransport(new URL(`${origin}/mcp`), { requestInit }),
      );

      const result = await client.callTool({ name: 'whoami' });
      await client.close();

      expect(result.structuredContent).toMatchObject({ sub: 'usr_alice', roles: ['admin'] });
    });

    it('leaves out what the token does not say', async () => {
      const token = await scalekit.token({
        email: undefined,
        name: undefined,
        roles: undefined,
        custom_claims: undefined,
        scope: undefined,
        scopes: ['profile'],
      });

      expect(await whoami(token)).toEqual({
        sub: 'usr_alice',
        roles: [],
        custom_claims: {},
        scopes: ['profile'],
        client_id: 'm2m_client',
      });
    });

    it('keeps users apart who call at the same time', async () => {
      const subs = Array.from({ length: 10 }, (_, index) => `usr_${index}`);

      const answers = await Promise.all(
        subs.map(async (sub) => whoami(await scalekit.token({ sub }))),
      );

      expect(answers.map(({ sub }) => sub)).toEqual(subs);
    });
  });

  describe('token verification', () => {
    it.each([
      ['the environment as issuer', () => ({ iss: scalekit.url })],
      ['the resource as issuer', () => ({ iss: scalekit.resourceUrl })],
      ['the server URL as audience', () => ({ aud: [`${origin}/mcp`, 'res_42'] })],
      ['the resource id as only audience', () => ({ aud: 'res_42' })],
    ])('accepts %s', async (_, claims) => {
      expect((await ping(await scalekit.token(claims()))).status).toBe(200);
    });

    const past = Math.floor(Date.now() / 1000) - 60;
    it.each([
      ['another audience', { aud: ['res_43'] }, 'aud'],
      ['no audience', { aud: undefined }, 'aud'],
      ['another issuer', { iss: 'https://evil.example' }, 'iss'],
      ['an expiry in the past', { exp: past }, 'expired'],
      ['no expiry', { exp: undefined }, 'exp'],
      ['a start in the future', { nbf: past + 3600 }, 'nbf'],
      ['a client as its subject', { sub: 'm2m_client' }, 'a client, not to a user'],
      ['no subject', { sub: undefined }, 'sub'],
      ['no client', { client_id: undefined }, 'client_id'],
    ])('refuses a token with %s (T31, T47, T48)', async (_, claims, reason) => {
      const response = await ping(await scalekit.token(claims));

      expect(response.status).toBe(401);
      const challenge = response.headers.get('www-authenticate');
      expect(challenge).toContain('error="invalid_token"');
      expect(challenge).toContain(`resource_metadata="${metadataUrl()}"`);
      expect(challenge).toMatch(new RegExp(`error_description="[^"]*${reason}[^"]*"`));
    });

    it('refuses a token that somebody else signed under the same key id', async () => {
      const { privateKey } = await generateKeyPair('RS256');

      expect((await ping(await scalekit.token({}, privateKey))).status).toBe(401);
    });

    it('refuses a token signed with the public key as an HMAC secret', async () => {
      const secret = new TextEncoder().encode(scalekit.publicKeyPem);

      expect((await ping(await scalekit.token({}, secret, 'HS256'))).status).toBe(401);
    });

    it('refuses an unsigned token without asking for keys', async () => {
      const [, payload] = (await scalekit.token()).split('.');
      const header = Buffer.from('{"alg":"none"}').toString('base64url');

      expect((await ping(`${header}.${payload}.`)).status).toBe(401);
      expect(scalekit.requests).toBe(0);
    });

    it.each(['garbage', 'a.b.c', 'two words', '"quoted"'])('refuses "%s"', async (token) => {
      const response = await ping(token);

      expect(response.status).toBe(401);
      expect(response.headers.get('www-authenticate')).toContain('error="invalid_token"');
    });

    it('does not take a token from the query', async () => {
      const response = await fetch(`${origin}/mcp?access_token=${await scalekit.token()}`, {
        method: 'POST',
      });

      expect(response.status).toBe(401);
    });

    it('fetches the keys once for many requests', async () => {
      const token = await scalekit.token();
      await Promise.all(Array.from({ length: 10 }, () => ping(token)));

      expect(scalekit.requests).toBe(1);
    });

    it('answers 503, not 401, while the keys are unavailable, and recovers', async () => {
      const token = await scalekit.token();
      scalekit.isDown = true;
      const refused = await ping(token);
      scalekit.isDown = false;

      expect(refused.status).toBe(503);
      expect(refused.headers.get('retry-after')).toBe('5');
      expect(refused.headers.has('www-authenticate')).toBe(false);
      expect((await ping(token)).status).toBe(200);
    });

    it('never logs a token', async () => {
      const tokens = [
        await scalekit.token(),
        await scalekit.token({ aud: 'res_43' }),
        await scalekit.token({ exp: past }),
      ];
      for (const token of tokens) await ping(token);
      scalekit.isDown = true;
      await app.close();
      await start();
      await ping(tokens[0]);

      expect(logged).toContain('Request refused');
      expect(logged).toContain('keys of the authorization server are unavailable');
      for (const token of tokens) {
        for (const part of token.split('.').slice(1)) expect(logged).not.toContain(part);
      }
      expect(logged).not.toContain('alice');
    });
  });

  describe('with a required scope', () => {
    beforeEach(async () => {
      await app.close();
      await start({ REQUIRED_SCOPE: 'todo:read' });
    });

    it('asks for the scope in the challenge and in the metadata', async () => {
      expect((await ping()).headers.get('www-authenticate')).toContain('scope="todo:read"');
      expect(await (await fetch(metadataUrl())).json()).toMatchObject({
        scopes_supported: ['todo:read'],
      });
    });

    it('answers 403 to a token that lacks it', async () => {
      const response = await ping(await scalekit.token({ scope: 'todo:reader openid' }));

      expect(response.status).toBe(403);
      expect(response.headers.get('www-authenticate')).toContain('error="insufficient_scope"');
    });

    it.each([{ scope: 'openid todo:read' }, { scope: undefined, scopes: ['todo:read'] }])(
      'accepts %j',
      async (claims) => {
        expect((await ping(await scalekit.token(claims))).status).toBe(200);
      },
    );
  });

  describe('tools that need a scope', () => {
    const call = async (name: string, scope: string, contentType = 'application/json') =>
      fetch(`${origin}/mcp`, {
        method: 'POST',
        headers: {
          'Content-Type': contentType,
          Accept: 'application/json, text/event-stream',
          Authorization: `Bearer ${await scalekit.token({ scope })}`,
        },
        body: JSON.stringify({
          jsonrpc: '2.0',
          id: 1,
          method: 'tools/call',
          params: { name, arguments: { destination: 'Lyon' } },
        }),
      });

    it.each([
      ['list_bookings', 'shipments:read'],
      ['book_shipment', 'shipments:write'],
    ])('answer 403 to a call of %s, with what the token has and needs', async (name, needed) => {
      const response = await call(name, 'openid email');

      expect(response.status).toBe(403);
      const challenge = response.headers.get('www-authenticate');
      expect(challenge).toContain('error="insufficient_scope"');
      expect(challenge).toContain(`scope="openid email ${needed}"`);
      expect(challenge).toContain(`resource_metadata="${metadataUrl()}"`);
    });

    it('carry out nothing for a body that the guard cannot read', async () => {
      for (const contentType of ['text/plain', 'text/plain; x=application/json']) {
        expect((await call('book_shipment', 'openid', contentType)).status).toBe(415);
      }
      const { text } = await textOf(call('list_bookings', 'shipments:read'));
      expect(text).toContain('"bookings":[]');
    });

    it('book for the user of the token, who sees no bookings of others', async () => {
      const booked = await textOf(call('book_shipment', 'openid shipments:write'));
      expect([booked.status, booked.text]).toEqual([200, expect.stringContaining('"Lyon"')]);
      const own = await textOf(call('list_bookings', 'shipments:read'));
      expect(own.text).toContain('Lyon');
      const client = await connect(
        await scalekit.token({ sub: 'usr_bob', scope: 'shipments:read' }),
      );
      const { structuredContent } = await client.callTool({ name: 'list_bookings' });
      await client.close();
      expect(structuredContent).toEqual({ bookings: [] });
    });

    it('are not named where clients learn what to ask for at first', async () => {
      expect(await (await fetch(metadataUrl())).json()).not.toHaveProperty('scopes_supported');
    });
  });

  describe('against browsers that were tricked', () => {
    it.each(['evil.example', `evil.example:80`, 'localhost.evil.example'])(
      'refuses the host name %s (T50)',
      async (host) => {
        expect(await statusUnderHost(metadataUrl(), host)).toBe(403);
      },
    );

    it.each(['https://evil.example', 'null', 'http://localhost.evil.example'])(
      'refuses pages of %s (T50)',
      async (foreign) => {
        const response = await ping(await scalekit.token(), { Origin: foreign });

        expect(response.status).toBe(403);
        expect(response.headers.has('access-control-allow-origin')).toBe(false);
      },
    );

    it('lets an inspector in a browser on this machine in, and read the challenge', async () => {
      const Origin = 'http://localhost:6274';
      const preflight = await fetch(`${origin}/mcp`, {
        method: 'OPTIONS',
        headers: {
          Origin,
          'Access-Control-Request-Method': 'POST',
          'Access-Control-Request-Headers': 'authorization,content-type,mcp-protocol-version',
        },
      });
      const refused = await ping(undefined, { Origin });
      const answered = await ping(await scalekit.token(), { Origin });

      expect(preflight.ok).toBe(true);
      expect(preflight.headers.get('access-control-allow-headers')).toContain('authorization');
      expect(refused.headers.get('access-control-expose-headers')).toContain('WWW-Authenticate');
      for (const response of [preflight, refused, answered]) {
        expect(response.headers.get('access-control-allow-origin')).toBe(Origin);
      }
      expect(answered.status).toBe(200);
    });
  });
});

describe('an incomplete environment', () => {
  it('stops the start and lists every problem', async () => {
    const variables = {
      SCALEKIT_RESOURCE_URL: 'https://acme.scalekit.dev/resources/conn_1',
      MCP_SERVER_URL: 'https://mcp.example.com/',
      REQUIRED_SCOPE: 'two words',
    };
    const start = withEnvironment(variables, () =>
      createApp({ logger: false, abortOnError: false }),
    );

    await expect(start).rejects.toThrow(
      /(?=.*SCALEKIT_ENVIRONMENT_URL)(?=.*SCALEKIT_RESOURCE_URL)(?=.*MCP_SERVER_URL)(?=.*REQUIRED_SCOPE)/s,
    );
  });
});

/** Nest's own logger, with its lines kept instead of printed. */
/** Of an answer by event stream, too: its JSON stands in it as it is, quotes escaped once more. */
async function textOf(answer: Promise<Response>): Promise<{ status: number; text: string }> {
  const response = await answer;
  return { status: response.status, text: (await response.text()).replaceAll('\\"', '"') };
}

class CollectingLogger extends ConsoleLogger {
  constructor(private readonly keep: (line: string) => void) {
    super({ colors: false });
  }

  protected override printMessages(messages: unknown[], ...rest: unknown[]): void {
    this.keep(JSON.stringify([messages, rest]));
  }

  protected override printStackTrace(stack: string): void {
    this.keep(stack);
  }
}

/** `fetch` sets `Host` itself. */
function statusUnderHost(url: string, host: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { Host: host } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    }).on('error', reject);
  });
}
