import { createServer, type Server } from 'node:http';
import { auth, type OAuthClientProvider } from '@modelcontextprotocol/sdk/client/auth.js';
import type {
  OAuthClientInformationFull,
  OAuthClientMetadata,
  OAuthTokens,
} from '@modelcontextprotocol/sdk/shared/auth.js';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { ScalekitEmulator } from 'scalekit-emulator';
import { Browser } from '../support/browser.js';
import { alice, Backend, decode } from './backend.js';

/** The official SDK's idea of an app that holds tokens, kept in memory. */
class ClientProvider implements OAuthClientProvider {
  readonly redirectUrl = 'http://localhost:9/callback';
  client?: OAuthClientInformationFull;
  saved?: OAuthTokens;
  sentTo?: URL;
  #verifier = '';

  constructor(private readonly scope: string) {}

  get clientMetadata(): OAuthClientMetadata {
    return {
      client_name: 'Official client',
      redirect_uris: [this.redirectUrl],
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: 'none',
      scope: this.scope,
    };
  }

  clientInformation = () => this.client;
  saveClientInformation = (client: OAuthClientInformationFull) => void (this.client = client);
  tokens = () => this.saved;
  saveTokens = (tokens: OAuthTokens) => void (this.saved = tokens);
  redirectToAuthorization = (url: URL) => void (this.sentTo = url);
  saveCodeVerifier = (verifier: string) => void (this.#verifier = verifier);
  codeVerifier = () => this.#verifier;
}

describe('the authorization server', () => {
  let emulator: ScalekitEmulator;
  let backend: Backend;
  let mcpServer: Server;
  let resource: string;
  let authorizationServer: string;

  const metadataOf = async (path: string) => (await fetch(`${emulator.url}${path}`)).json() as any;
  const register = (client: object) =>
    fetch(`${authorizationServer}/clients:register`.replace('/resources/', '/api/v1/resources/'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        client_name: 'App',
        redirect_uris: ['http://localhost:9/'],
        ...client,
      }),
    });

  /** An MCP server as far as discovery goes: its protected resource metadata, RFC 9728. */
  const protectedResourceMetadata = () =>
    JSON.stringify({ resource, authorization_servers: [authorizationServer] });

  beforeAll(async () => {
    mcpServer = createServer((request, response) => {
      const known = request.url?.startsWith('/.well-known/oauth-protected-resource') ?? false;
      response.writeHead(known ? 200 : 404, { 'content-type': 'application/json' });
      response.end(known ? protectedResourceMetadata() : '{}');
    });
    await new Promise<void>((resolve) => mcpServer.listen(0, resolve));
    const address = mcpServer.address();
    resource = `http://localhost:${typeof address === 'object' ? address?.port : ''}/mcp`;
    emulator = await ScalekitEmulator.start({
      loginUrl: 'http://localhost:3000/login',
      resource,
      consent: 'auto',
    });
    backend = new Backend(emulator.credentials);
  });
  beforeEach(async () => {
    await emulator.configure({
      issuerMode: 'resource',
      scopes: 'any',
      accessTokenTtlSeconds: 3600,
    });
    authorizationServer = emulator.credentials.resourceUrl;
  });
  afterAll(async () => {
    mcpServer?.close();
    await emulator?.close();
  });

  /** Signs Alice in with the official client, from the 401 on. */
  async function signIn(scope: string, user: object = alice) {
    const provider = new ClientProvider(scope);
    expect(await auth(provider, { serverUrl: resource, scope })).toBe('REDIRECT');
    const browser = new Browser();
    const login = (await browser.navigate(provider.sentTo?.href ?? '')).next;
    await backend.push(login?.searchParams.get('login_request_id') ?? '', user);
    const state = login?.searchParams.get('state') ?? '';
    const done = (await browser.navigate(backend.callbackUrl(state))).next;
    const authorizationCode = done?.searchParams.get('code') ?? '';
    expect(await auth(provider, { serverUrl: resource, scope, authorizationCode })).toBe(
      'AUTHORIZED',
    );
    return { provider, done, token: decode(provider.saved?.access_token ?? '') };
  }

  /** Asks for a code for a new client; an empty parameter is left out. */
  const begin = async (parameters: Record<string, string>) => {
    const { client_id } = (await (await register({})).json()) as { client_id: string };
    const query = new URLSearchParams({
      response_type: 'code',
      client_id,
      redirect_uri: 'http://localhost:9/',
      code_challenge: 'a'.repeat(43),
      code_challenge_method: 'S256',
      state: 's',
      ...parameters,
    });
    for (const [name, value] of Object.entries(parameters)) if (value === '') query.delete(name);
    return new Browser().navigate(`${authorizationServer}/oauth/authorize?${query.toString()}`);
  };

  describe('for the official MCP client', () => {
    it.each([
      ['resource', () => emulator.credentials.resourceUrl],
      ['environment', () => emulator.url],
    ] as const)('issues a token as the %s, from 401 to code', async (issuerMode, issuer) => {
      await emulator.configure({ issuerMode });
      authorizationServer = issuer();
      const { token, done } = await signIn('openid email mcp:read', {
        ...alice,
        roles: ['admin'],
        custom_attributes: { access_level: 101 },
        organization_external_id: 'acme',
      });
      const { resourceUrl } = emulator.credentials;
      const resourceId = resourceUrl.split('/').at(-1);
      expect(done?.searchParams.get('iss')).toBe(issuer());
      expect(token.header).toEqual({
        alg: 'RS256',
        typ: 'at+jwt',
        kid: expect.stringMatching(/^snk_/),
      });
      expect(token.payload).toEqual({
        iss: issuer(),
        aud: [resource, resourceId],
        sub: alice.sub,
        email: alice.email,
        client_id: expect.stringMatching(/^m2m_\d{17}$/),
        scope: 'openid email mcp:read',
        scopes: ['openid', 'email', 'mcp:read'],
        roles: ['admin'],
        custom_claims: { access_level: 101 },
        jti: expect.stringMatching(/^tkn_\d{17}$/),
        sid: expect.stringMatching(/^ses_\d{17}$/),
        oid: expect.stringMatching(/^org_\d{17}$/),
        org_id: token.payload.oid,
        resource,
        iat: expect.any(Number),
        nbf: token.payload.iat,
        exp: token.payload.iat + 3600,
      });
    });

    it('signs with a key that it publishes', async () => {
      const { provider } = await signIn('openid');
      const keys = createRemoteJWKSet(new URL(`${emulator.url}/keys`));
      const { payload } = await jwtVerify(provider.saved?.access_token ?? '', keys, {
        issuer: emulator.credentials.resourceUrl,
        audience: resource,
      });
      expect(payload.sub).toBe(alice.sub);
    });

    it('gives a refresh token for offline_access only', async () => {
      const without = await signIn('openid');
      expect(without.provider.saved?.refresh_token).toBeUndefined();
      const { provider } = await signIn('openid offline_access');
      expect(provider.saved?.refresh_token).toEqual(expect.any(String));
    });

    it('rotates refresh tokens, and takes all of them back when an old one is used', async () => {
      const { provider } = await signIn('openid email offline_access');
      const first = provider.saved?.refresh_token ?? '';
      expect(await auth(provider, { serverUrl: resource })).toBe('AUTHORIZED');
      const second = provider.saved?.refresh_token ?? '';
      expect(second).not.toBe(first);
      expect(decode(provider.saved?.access_token ?? '').payload).toMatchObject({
        sub: alice.sub,
        email: alice.email,
        aud: [resource, expect.stringMatching(/^res_/)],
      });
      const refresh = (token: string) =>
        fetch(`${authorizationServer}/oauth/token`, {
          method: 'POST',
          body: new URLSearchParams({
            grant_type: 'refresh_token',
            refresh_token: token,
            client_id: provider.client?.client_id ?? '',
          }),
        });
      for (const token of [first, second]) {
        const response = await refresh(token);
        expect(response.status).toBe(400);
        expect(await response.json()).toMatchObject({ error: 'invalid_grant' });
      }
    });
  });

  describe('in its metadata', () => {
    it('is the same in both path forms of the resource', async () => {
      const path = new URL(emulator.credentials.resourceUrl).pathname;
      const metadata = await metadataOf(`${path}/.well-known/oauth-authorization-server`);
      expect(metadata).toEqual(await metadataOf(`/.well-known/oauth-authorization-server${path}`));
      expect(metadata).toMatchObject({
        issuer: `${emulator.url}${path}`,
        authorization_endpoint: `${emulator.url}${path}/oauth/authorize`,
        token_endpoint: `${emulator.url}${path}/oauth/token`,
        jwks_uri: `${emulator.url}/keys`,
        registration_endpoint: `${emulator.url}/api/v1${path}/clients:register`,
        code_challenge_methods_supported: ['S256'],
        authorization_response_iss_parameter_supported: true,
      });
    });

    it('is the environment at the root', async () => {
      const metadata = await metadataOf('/.well-known/oauth-authorization-server');
      expect(metadata).toMatchObject({
        issuer: emulator.url,
        authorization_endpoint: `${emulator.url}/oauth/authorize`,
        token_endpoint: `${emulator.url}/oauth/token`,
      });
      expect(await metadataOf('/.well-known/openid-configuration')).toEqual(metadata);
    });

    it('has nothing for a resource of another environment', async () => {
      const paths = [
        '/resources/res_1/.well-known/oauth-authorization-server',
        '/.well-known/oauth-authorization-server/resources/res_1',
        '/resources/res_1/oauth/authorize',
      ];
      for (const path of paths) expect((await fetch(`${emulator.url}${path}`)).status).toBe(404);
    });

    it('may be read by pages of any origin, and so may the endpoints that they call', async () => {
      const paths = ['/.well-known/oauth-authorization-server', '/oauth/token', '/keys'];
      for (const path of paths) {
        const preflight = await fetch(`${emulator.url}${path}`, {
          method: 'OPTIONS',
          headers: { origin: 'http://localhost:6274', 'access-control-request-method': 'POST' },
        });
        expect([preflight.status, preflight.headers.get('access-control-allow-origin')]).toEqual([
          204,
          '*',
        ]);
      }
      const answer = await backend.getToken({ client_secret: 'wrong' });
      expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    });
  });

  describe('at the authorization endpoint', () => {
    it.each([
      ['no PKCE', { code_challenge: '', code_challenge_method: '' }, 'invalid_request'],
      ['plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
      ['another resource', { resource: 'http://localhost:1/mcp' }, 'invalid_target'],
      ['the implicit flow', { response_type: 'token' }, 'unsupported_response_type'],
    ])('refuses %s', async (_, parameters, error) => {
      const { next } = await begin(parameters);
      // The implicit flow answers in the fragment.
      const answer = new URLSearchParams(next?.search || next?.hash.slice(1));
      expect(Object.fromEntries(answer)).toMatchObject({
        error,
        iss: emulator.credentials.resourceUrl,
      });
    });

    it('takes the resource with and without a slash at its end', async () => {
      await emulator.configure({ resource: 'http://localhost:3001' });
      const page = await begin({ resource: 'http://localhost:3001/' });
      expect(page.next?.searchParams.has('login_request_id')).toBe(true);
      await emulator.configure({ resource });
    });

    it('never redirects to a URI that the client did not register', async () => {
      const page = await begin({ redirect_uri: 'http://localhost:10/' });
      expect([page.status, page.next]).toEqual([400, undefined]);
      expect(page.textOf('main')).toContain('error=invalid_redirect_uri');
    });

    it('shows a page to an unknown client', async () => {
      const page = await begin({ client_id: 'm2m_1' });
      expect([page.status, page.next]).toEqual([400, undefined]);
      expect(page.textOf('main')).toContain('error=invalid_client');
    });
  });

  describe('at registration', () => {
    it('gives a public client an id and no secret', async () => {
      const response = await register({
        token_endpoint_auth_method: 'none',
        scope: 'openid mcp:read',
      });
      expect(response.status).toBe(201);
      const client = await response.json();
      expect(client).toMatchObject({
        client_id: expect.stringMatching(/^m2m_\d{17}$/),
        grant_types: ['authorization_code', 'refresh_token'],
        scope: 'openid mcp:read',
      });
      expect(client).not.toHaveProperty('client_secret');
    });

    it('gives a confidential client a secret that the token endpoint takes', async () => {
      const { client_id, client_secret } = (await (
        await register({
          token_endpoint_auth_method: 'client_secret_post',
          grant_types: ['client_credentials'],
          redirect_uris: [],
          response_types: [],
        })
      ).json()) as Record<string, string>;
      const response = await backend.getToken({
        client_id: client_id ?? '',
        client_secret: client_secret ?? '',
        scope: 'mcp:read',
      });
      const { access_token } = (await response.json()) as { access_token: string };
      expect(decode(access_token).payload).toMatchObject({
        sub: client_id,
        aud: [resource, expect.stringMatching(/^res_/)],
        scopes: ['mcp:read'],
      });
    });

    it.each([
      'https://claude.ai/api/mcp/auth_callback',
      'https://vscode.dev/redirect',
      'http://127.0.0.1:33418/',
      'http://localhost/callback',
      'http://[::1]:9/callback',
    ])('takes the redirect URI %s', async (redirectUri) => {
      expect((await register({ redirect_uris: [redirectUri] })).status).toBe(201);
    });

    it.each([
      'http://example.com/callback',
      'http://localhost.example.com/callback',
      'http://192.168.0.1/callback',
      'cursor://anysphere.cursor-mcp/oauth/callback',
      'vscode://vscode.microsoft-authentication',
      'javascript:alert(1)',
      'no URI at all',
      null,
    ])('refuses the redirect URI %s, and says which is taken', async (redirectUri) => {
      const response = await register({
        redirect_uris: ['https://claude.ai/callback', redirectUri],
      });
      expect([response.status, await response.json()]).toEqual([
        400,
        {
          error: 'invalid_redirect_uri',
          error_description: expect.stringMatching(
            /^redirect_uris\[1\] is neither https nor http on loopback .*: register one that is/,
          ),
        },
      ]);
    });

    it('takes a member without a value for one that was left out', async () => {
      const response = await register({ client_uri: '', logo_uri: null, scope: null });
      expect(response.status).toBe(201);
      expect(await response.json()).not.toHaveProperty('client_uri');
    });

    it.each([
      ['a scope that the MCP server does not have', { scope: 'openid mcp:write' }],
      ['a scope that is no string', { scope: ['openid'] }],
      ['a name that is too long', { client_name: 'x'.repeat(129) }],
    ])('refuses %s', async (_, client) => {
      await emulator.configure({ scopes: ['mcp:read'] });
      const response = await register(client);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({ error: 'invalid_client_metadata' });
    });
  });

  describe('at the token endpoint', () => {
    it('refuses a wrong secret in RFC 6749’s words', async () => {
      const response = await backend.getToken({ client_secret: 'wrong' });
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ error: 'invalid_client' });
    });

    it('takes the OIDC scopes that the documentation sends along', async () => {
      const response = await backend.getToken({ scope: 'openid profile email' });
      expect(await response.json()).toMatchObject({
        token_type: 'Bearer',
        expires_in: 86_399,
        scope: 'openid profile email',
      });
    });

    it('redeems a code once', async () => {
      const { provider, done } = await signIn('openid');
      const response = await fetch(`${authorizationServer}/oauth/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'authorization_code',
          code: done?.searchParams.get('code') ?? '',
          redirect_uri: provider.redirectUrl,
          client_id: provider.client?.client_id ?? '',
          code_verifier: provider.codeVerifier(),
        }),
      });
      expect([response.status, await response.json()]).toEqual([
        400,
        expect.objectContaining({ error: 'invalid_grant' }),
      ]);
    });
  });
});
