import { execFile, spawn } from 'node:child_process';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { ScalekitEmulator, type EmulatorStartSettings } from 'scalekit-emulator';
import { Browser } from '../support/browser.js';
import { claimsAt } from '../support/federated-login.js';
import { alice, Backend, decode } from './backend.js';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const signingKey = String(privateKey.export({ type: 'pkcs8', format: 'pem' }));

const crm = 'http://localhost:3001/mcp';
const billing = 'http://localhost:3002/mcp';
const desktop = 'http://127.0.0.1:9/callback';

const seed = {
  consent: 'auto',
  loginUrl: 'http://localhost:3000/login',
  credentials: { clientId: 'skc_1', clientSecret: 'test_seeded' },
  signingKey,
  resources: [
    { id: 'res_crm', connectionId: 'conn_crm', name: 'CRM', url: crm, scopes: ['crm:read'] },
    {
      id: 'res_billing',
      connectionId: 'conn_billing',
      name: 'Billing',
      url: billing,
      loginUrl: 'http://localhost:3000/billing/login',
    },
  ],
  clients: [
    {
      clientId: 'm2m_machine',
      clientSecret: 'test_a:b&c',
      redirectUris: [],
      grantTypes: ['client_credentials'],
    },
    { clientId: 'm2m_desktop', name: 'Desktop', redirectUris: [desktop], resource: 'res_billing' },
  ],
  organizations: [{ id: 'org_acme', externalId: 'acme', name: 'Acme Corporation' }],
} satisfies EmulatorStartSettings;

describe('a seeded emulator', () => {
  let emulator: ScalekitEmulator;
  let backend: Backend;

  beforeAll(async () => {
    emulator = await ScalekitEmulator.start(seed);
    backend = new Backend(emulator.credentials);
  });
  afterAll(() => emulator?.close());

  /** Signs Alice in where `authorizeUrl` leads, and stops at the client's redirect URI. */
  async function logIn(authorizeUrl: string | URL, connectionId: string) {
    const browser = new Browser();
    const login = (await browser.navigate(authorizeUrl)).next;
    const query = login?.searchParams;
    const user = { ...alice, organization_external_id: 'acme' };
    const pushed = await backend.push(query?.get('login_request_id') ?? '', user, { connectionId });
    expect(pushed.status).toBe(200);
    const callbackUrl = backend.callbackUrl(query?.get('state') ?? '', connectionId);
    return { login, done: await browser.navigate(callbackUrl) };
  }

  it.each([
    ['res_crm', 'conn_crm', crm, '/login', ['openid', 'profile', 'email']],
    ['res_billing', 'conn_billing', billing, '/billing/login', ['openid', 'profile', 'email']],
  ])('lends %s a connection, a login page and an audience of its own', async (...expected) => {
    const [id, connectionId, url, loginPath, scopes] = expected;
    const client = await emulator.beginLogin({ resource: id });
    const { login, done } = await logIn(client.url, connectionId);
    expect(login?.pathname).toBe(loginPath);
    expect(await claimsAt(client, done)).toMatchObject({
      iss: `${emulator.url}/resources/${id}`,
      aud: [url, id],
      resource: url,
      org_id: 'org_acme',
      scopes,
    });
  });

  it('tells MCP servers apart by the resource indicator where the issuer is the environment', async () => {
    await emulator.configure({ issuerMode: 'environment' });
    const client = await emulator.beginLogin({ resource: 'res_crm' });
    const codeVerifier = 'v'.repeat(43);
    const authorizeUrl = new URL(client.url.replace('/resources/res_crm', ''));
    authorizeUrl.searchParams.set('resource', billing);
    authorizeUrl.searchParams.set('code_challenge', challengeFor(codeVerifier));
    const { done } = await logIn(authorizeUrl, 'conn_billing');
    const response = await fetch(`${emulator.url}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: done.next?.searchParams.get('code') ?? '',
        client_id: client.clientId,
        redirect_uri: client.redirectUri,
        code_verifier: codeVerifier,
      }),
    });
    await emulator.configure({ issuerMode: 'resource' });
    const { access_token } = (await response.json()) as { access_token: string };
    expect(decode(access_token).payload).toMatchObject({
      iss: emulator.url,
      aud: [billing, 'res_billing'],
    });
  });

  it('refuses a push through the connection of another MCP server', async () => {
    const client = await emulator.beginLogin({ resource: 'res_crm' });
    const login = (await new Browser().navigate(client.url)).next;
    const id = login?.searchParams.get('login_request_id') ?? '';
    expect(await backend.push(id, alice, { connectionId: 'conn_billing' })).toMatchObject({
      status: 404,
      body: { code: 5 },
    });
  });

  it('refuses the URL of one MCP server at the other', async () => {
    const client = await emulator.beginLogin({ resource: 'res_crm' });
    const page = await new Browser().navigate(
      client.url.replace(encodeURIComponent(crm), encodeURIComponent(billing)),
    );
    expect(page.next?.searchParams.get('error')).toBe('invalid_target');
  });

  it('publishes the scopes of each MCP server', async () => {
    const scopesOf = async (path: string) => {
      const response = await fetch(`${emulator.url}/.well-known/oauth-authorization-server${path}`);
      return ((await response.json()) as { scopes_supported: string[] }).scopes_supported;
    };
    expect(await scopesOf('/resources/res_crm')).toContain('crm:read');
    expect(await scopesOf('/resources/res_billing')).not.toContain('crm:read');
    expect(await scopesOf('')).toContain('crm:read');
  });

  it('knows its clients and names its organizations, also after a reset', async () => {
    await emulator.reset();
    await emulator.configure({ consent: 'person' });
    const browser = new Browser();
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: 'm2m_desktop',
      redirect_uri: desktop,
      code_challenge: 'a'.repeat(43),
      code_challenge_method: 'S256',
    });
    // The environment's own endpoint: only the client says which MCP server is meant.
    const login = (await browser.navigate(`${emulator.url}/oauth/authorize?${query}`)).next;
    const id = login?.searchParams.get('login_request_id') ?? '';
    const user = { ...alice, organization_external_id: 'acme' };
    await backend.push(id, user, { connectionId: 'conn_billing' });
    const state = login?.searchParams.get('state') ?? '';
    const consent = await browser.follow(
      await browser.navigate(backend.callbackUrl(state, 'conn_billing')),
    );
    await emulator.configure({ consent: 'auto' });
    expect(consent.textOf('h1')).toBe('Allow Desktop to use Billing as you?');
    expect(consent.textOf('dl')).toContain('Acme Corporation');
  });

  it.each(['form', 'header'])('takes the secret of its clients in the %s', async (where) => {
    const [id, secret] = ['m2m_machine', 'test_a:b&c'];
    const basic = Buffer.from(`${id}:${encodeURIComponent(secret)}`).toString('base64');
    const response = await fetch(`${emulator.url}/resources/res_crm/oauth/token`, {
      method: 'POST',
      headers: where === 'header' ? { authorization: `Basic ${basic}` } : {},
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        scope: 'crm:read',
        ...(where === 'form' && { client_id: id, client_secret: secret }),
      }),
    });
    expect(response.status).toBe(200);
    const { access_token } = (await response.json()) as { access_token: string };
    expect(decode(access_token).payload).toMatchObject({
      sub: 'm2m_machine',
      aud: [crm, 'res_crm'],
      scope: 'crm:read',
    });
  });

  it('refuses a wrong secret in the header', async () => {
    const basic = Buffer.from('skc_1:wrong').toString('base64');
    const response = await fetch(`${emulator.url}/oauth/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}` },
      body: new URLSearchParams({ grant_type: 'client_credentials' }),
    });
    expect([response.status, await response.json()]).toEqual([
      401,
      expect.objectContaining({ error: 'invalid_client' }),
    ]);
    // RFC 6749 section 5.2
    expect(response.headers.get('www-authenticate')).toMatch(/^Basic /);
  });

  it('signs with the key that it is given, so that tokens outlive a restart', async () => {
    const keysOf = async (url: string) => (await fetch(`${url}/keys`)).json();
    const second = await ScalekitEmulator.start({ signingKey });
    const keys = await keysOf(second.url);
    await second.close();
    expect(keys).toEqual(await keysOf(emulator.url));
    expect(keys).toMatchObject({ keys: [{ kid: expect.stringMatching(/^snk_\d{17}$/) }] });
  });

  it('keeps what a seed says about an MCP server when settings change', async () => {
    await expect(emulator.configure({ resource: billing })).rejects.toThrow(
      'resource is for a single MCP server',
    );
  });
});

describe('a wrong seed', () => {
  it.each([
    ['resources: {}', 'resources must be an array'],
    ['resources: []', 'resources must name at least one MCP server'],
    ['resources: [{id: app_1}]', "resources[0].id must be 'res_…'"],
    ['resources: [{url: localhost}]', 'resources[0].url must be an absolute http(s) URL'],
    ['resources: [{uri: "http://localhost/"}]', 'resources[0].uri is unknown here'],
    ['resources: [{id: res_1}, {id: res_1}]', 'resources[1].id "res_1" is taken already'],
    ['{resources: [{}], resource: "http://localhost/"}', 'resource is for a single MCP server'],
    ['clients: [{clientId: m2m_1}]', 'clients[0].redirectUris is missing'],
    [
      'clients: [{clientId: a, redirectUris: [], resource: res_9}]',
      'clients[0].resource names no MCP server',
    ],
    ['organizations: [{name: Acme}]', 'organizations[0].externalId is missing'],
    ['signingKey: abc', 'signingKey must be an RSA private key'],
    ['consent: maybe', 'consent must be one of person, once, auto'],
    ['- one', 'must hold settings by their names'],
    ['a: b: c', 'cannot read the seed file'],
  ])('is refused by name: %s', async (yaml, problem) => {
    const { code, stderr } = await inFolder({ 'scalekit-emulator.yaml': yaml }, refusal);
    expect([code, stderr]).toEqual([1, expect.stringMatching(/^scalekit-emulator: [^\n]+\n$/)]);
    expect(stderr).toContain(problem);
  });

  it('is one of two', async () => {
    const files = { 'scalekit-emulator.yml': '', 'scalekit-emulator.json': '{}' };
    const { stderr } = await inFolder(files, refusal);
    expect(stderr).toContain('there are scalekit-emulator.yml and scalekit-emulator.json');
  });
});

describe('a seed file in the working directory', () => {
  it('may be the one of the README', async () => {
    const readme = readFileSync('libs/scalekit-emulator/README.md', 'utf8');
    const example = /```yaml\n([^`]+)```/.exec(readme)?.[1] ?? '';
    const ready = await inFolder({ 'scalekit-emulator.yaml': example }, firstLine);
    expect(JSON.parse(ready)).toMatchObject({ clientId: 'skc_1', connectionId: 'conn_crm' });
  });

  const yaml = `
# A comment, as YAML has them.
consent: auto
credentials: { clientId: skc_yaml }
resources:
  - { id: res_1, connectionId: conn_1, url: "${crm}" }
`;

  it.each([
    ['scalekit-emulator.yaml', yaml],
    ['scalekit-emulator.yml', yaml],
    ['scalekit-emulator.json', '{"credentials":{"clientId":"skc_yaml","connectionId":"conn_1"}}'],
  ])('is found: %s', async (name, text) => {
    const ready = await inFolder({ [name]: text }, firstLine);
    expect(JSON.parse(ready)).toMatchObject({ clientId: 'skc_yaml', connectionId: 'conn_1' });
  });
});

function challengeFor(codeVerifier: string): string {
  return createHash('sha256').update(codeVerifier).digest('base64url');
}

const bin = resolve('dist/libs/scalekit-emulator/esm/bin.js');

async function inFolder<Result>(
  files: Record<string, string>,
  run: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'seed-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  try {
    return await run(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function refusal(cwd: string): Promise<{ code?: number; stderr: string }> {
  return promisify(execFile)(process.execPath, [bin, '--port', '0'], { cwd }).catch(
    (error: { code: number; stderr: string }) => error,
  );
}

async function firstLine(cwd: string): Promise<string> {
  const child = spawn(process.execPath, [bin, '--port', '0', '--json'], { cwd });
  for await (const line of createInterface(child.stdout)) {
    child.kill('SIGKILL');
    return line;
  }
  return '';
}
