import { ScalekitEmulator } from 'scalekit-emulator';
import { Browser } from '../support/browser.js';
import { decode } from './backend.js';
import { redirectUri, SeededClient } from './seeded-client.js';

const server = { id: 'res_1', connectionId: 'conn_1' };

describe('the settings for what nobody outside Scalekit knows', () => {
  let emulator: ScalekitEmulator;
  let client: SeededClient;

  beforeAll(async () => {
    emulator = await ScalekitEmulator.start({
      loginUrl: 'http://localhost:3000/login',
      consent: 'auto',
      resources: [server],
      clients: [{ clientId: 'm2m_1', redirectUris: [redirectUri] }],
    });
    client = new SeededClient(emulator.credentials, 'm2m_1', server);
  });
  beforeEach(() =>
    emulator.configure({
      refreshTokenRotation: 'strict',
      accessTokenType: 'at+jwt',
      registeredLoopbackPorts: 'native',
    }),
  );
  afterAll(() => emulator?.close());

  describe('of refresh tokens', () => {
    it('strict: two refreshes at once end the login', async () => {
      const { refresh_token: first } = await client.connect('u1');
      const answers = [await client.refresh(first), await client.refresh(first)];
      expect(answers[1]).toMatchObject({ error: 'invalid_grant' });
      const next = await client.refresh(answers[0].refresh_token);
      expect(next).toMatchObject({ error: 'invalid_grant' });
    });

    it('grace: two refreshes at once both get tokens, and either goes on', async () => {
      await emulator.configure({ refreshTokenRotation: 'grace' });
      const { refresh_token: first } = await client.connect('u1');
      const answers = await Promise.all([client.refresh(first), client.refresh(first)]);
      const tokens = answers.map(({ refresh_token }) => refresh_token);
      expect(new Set([first, ...tokens]).size).toBe(3);
      for (const token of tokens) {
        expect(decode((await client.refresh(token)).access_token).payload.sub).toBe('u1');
      }
    });

    it('off: a refresh token stays the same', async () => {
      await emulator.configure({ refreshTokenRotation: 'off' });
      const { refresh_token: first } = await client.connect('u1');
      for (let time = 0; time < 3; time += 1) {
        const { access_token, refresh_token } = await client.refresh(first);
        expect([typeof access_token, refresh_token]).toEqual(['string', first]);
      }
    });
  });

  it.each(['at+jwt', 'JWT'] as const)('of access tokens: their typ is %s', async (typ) => {
    await emulator.configure({ accessTokenType: typ });
    const { access_token, refresh_token, id_token } = await client.connect('u1');
    const refreshed = await client.refresh(refresh_token);
    for (const token of [access_token, refreshed.access_token]) {
      expect(decode(token).header).toMatchObject({ alg: 'RS256', typ });
    }
    expect(decode(id_token).header.typ).not.toBe('at+jwt');
  });

  describe('of loopback ports', () => {
    const register = async (application_type: string | undefined) => {
      const response = await fetch(`${emulator.url}/oauth/register`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          redirect_uris: ['http://127.0.0.1:5000/callback', 'https://example.com/callback'],
          application_type,
          token_endpoint_auth_method: 'none',
        }),
      });
      return ((await response.json()) as { client_id: string }).client_id;
    };
    const comesBackTo = async (client_id: string, redirect_uri: string) => {
      const query = new URLSearchParams({
        response_type: 'code',
        client_id,
        redirect_uri,
        code_challenge: 'a'.repeat(43),
        code_challenge_method: 'S256',
      });
      const page = await new Browser().navigate(`${emulator.url}/oauth/authorize?${query}`);
      return page.next?.searchParams.has('login_request_id') ?? false;
    };

    it.each([
      ['native', undefined, false],
      ['native', 'native', true],
      ['exact', undefined, false],
      ['exact', 'native', false],
      ['any', undefined, true],
      ['any', 'native', true],
    ] as const)('%s, a client that registers as %s: %s', async (ports, type, another) => {
      await emulator.configure({ registeredLoopbackPorts: ports });
      const id = await register(type);
      const uris = {
        'http://127.0.0.1:5000/callback': true,
        'https://example.com/callback': true,
        'http://127.0.0.1:6000/callback': another,
        'http://127.0.0.1/callback': another,
        'http://127.0.0.1:6000/other': false,
        'http://127.0.0.1:6000/callback?x': false,
        'http://localhost:6000/callback': false,
        'https://example.com:6000/callback': false,
      };
      for (const [uri, allowed] of Object.entries(uris)) {
        expect([uri, await comesBackTo(id, uri)]).toEqual([uri, allowed]);
      }
    });

    it('exact: a client of the seed still comes back on any', async () => {
      await emulator.configure({ registeredLoopbackPorts: 'exact' });
      expect(await comesBackTo('m2m_1', 'http://127.0.0.1:6000/callback')).toBe(true);
    });
  });

  it.each([
    [{ refreshTokenRotation: 'on' }, 'refreshTokenRotation must be one of strict, grace, off'],
    [{ accessTokenType: 'jwt' }, 'accessTokenType must be one of at+jwt, JWT'],
    [{ registeredLoopbackPorts: 1 }, 'registeredLoopbackPorts must be one of native, exact, any'],
  ])('refuse %j', async (settings, problem) => {
    await expect(emulator.configure(settings as never)).rejects.toThrow(problem);
  });
});
