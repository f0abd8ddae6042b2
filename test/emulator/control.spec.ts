import { request } from 'node:http';
import { ScalekitEmulator, type Fault } from 'scalekit-emulator';
import { Browser } from '../support/browser.js';
import { claimsAt } from '../support/federated-login.js';
import { alice, Backend, beginLogin } from './backend.js';

describe('the emulator, told over HTTP', () => {
  let emulator: ScalekitEmulator;
  let backend: Backend;

  beforeAll(async () => {
    emulator = await ScalekitEmulator.start({
      loginUrl: 'http://localhost:3000/login?tenant=1',
      consent: 'auto',
      faults: [{ on: 'keys', status: 503, times: 1 }],
    });
    backend = new Backend(emulator.credentials);
  });
  beforeEach(async () => {
    await emulator.reset();
    await emulator.clearFaults();
  });
  afterAll(() => emulator?.close());

  const tell = (method: string, path: string, body?: unknown, headers = {}) =>
    fetch(`${emulator.url}/emulator/${path}`, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const fail = async (fault: Fault | Fault[]) => {
    expect((await tell('POST', 'faults', fault)).status).toBe(201);
  };
  const health = async () => (await fetch(`${emulator.url}/health`)).status;

  describe('of faults', () => {
    it('arms one or several, lists what is left, and disarms', async () => {
      const once = { on: 'health', status: 500, times: 1 };
      const always = { on: 'health', status: 503 };
      await fail([once, always] as Fault[]);
      expect([await health(), await health()]).toEqual([500, 503]);
      expect(await (await tell('GET', 'faults')).json()).toEqual([always]);
      expect((await tell('DELETE', 'faults')).status).toBe(204);
      expect(await health()).toBe(200);
    });

    it('says what is wrong with one, and arms none of a list then', async () => {
      const faults = [
        { on: 'health', status: 500 },
        { on: 'heath', probability: 2 },
      ];
      const response = await tell('POST', 'faults', faults);
      expect(response.status).toBe(400);
      const { error_description: description } = (await response.json()) as Record<string, string>;
      expect(description).toMatch(/faults\[1\]\.on must be one of .*faults\[1\]\.probability must/);
      expect(description).toContain('faults[1].needs a status');
      expect(await health()).toBe(200);
    });

    it('arms those of the seed again with every reset', async () => {
      const keys = async () => (await fetch(`${emulator.url}/keys`)).status;
      await emulator.reset();
      expect([await keys(), await keys()]).toEqual([503, 200]);
      await emulator.reset();
      expect(await keys()).toBe(503);
    });

    it('strikes at random, the same way for the same seed', async () => {
      const run = async (seed: number) => {
        await emulator.clearFaults();
        await fail({ on: 'health', status: 500, probability: 0.4, seed });
        const statuses = [];
        for (let call = 0; call < 30; call += 1) statuses.push(await health());
        return statuses;
      };
      const first = await run(7);
      expect(await run(7)).toEqual(first);
      expect(await run(8)).not.toEqual(first);
      const struck = first.filter((status) => status === 500).length;
      expect(struck).toBeGreaterThan(5);
      expect(struck).toBeLessThan(25);
    });

    it('cuts an answer short', async () => {
      await fail({ on: 'token', truncated: true, times: 1 });
      const response = await backend.getToken();
      expect(response.status).toBe(200);
      await expect(response.text()).rejects.toThrow('terminated');
      expect((await backend.getToken()).ok).toBe(true);
    });

    it('lets an answer drip', async () => {
      await fail({ on: 'token', dripMs: 5, times: 1 });
      const pieces = await new Promise<number>((done) => {
        const call = request(`${emulator.url}/oauth/token`, { method: 'POST' }, (answer) => {
          let count = 0;
          answer.on('data', () => (count += 1)).once('end', () => done(count));
        });
        call.end();
      });
      expect(pieces).toBeGreaterThan(3);
    });

    it('takes tokens back: the push is refused until another one is fetched', async () => {
      const { loginRequestId } = await beginLogin(emulator);
      const token = await backend.accessToken();
      await fail({ on: 'push', revokeTokens: true, times: 1 });
      const push = (options?: { token: string }) => backend.push(loginRequestId, alice, options);
      expect((await push({ token })).status).toBe(401);
      expect((await push({ token })).status).toBe(401);
      expect((await push()).status).toBe(200);
    });

    it.each<[string, Omit<Fault, 'on'>, number, string | null]>([
      ['429', { status: 429 }, 429, null],
      ['429 with Retry-After', { status: 429, headers: { 'Retry-After': '3' } }, 429, '3'],
      ['a redirect', { status: 307, headers: { Location: 'http://localhost:1/' } }, 307, null],
      ['a token that is none', { body: { access_token: '', expires_in: 'soon' } }, 200, null],
      ['504', { status: 504 }, 504, null],
    ])('answers with %s', async (_, fault, status, retryAfter) => {
      await fail({ on: 'token', ...fault, times: 1 });
      const response = await fetch(`${emulator.url}/oauth/token`, {
        method: 'POST',
        redirect: 'manual',
      });
      expect([response.status, response.headers.get('retry-after')]).toEqual([status, retryAfter]);
    });
  });

  it('shows and changes its settings', async () => {
    const changed = await tell('PATCH', 'settings', { secondPush: 'refuse' });
    expect(await changed.json()).toMatchObject({ secondPush: 'refuse', consent: 'auto' });
    const wrong = await tell('PATCH', 'settings', { secondPush: 'maybe', port: 1 });
    expect(wrong.status).toBe(400);
    expect(await (await tell('GET', 'settings')).json()).toMatchObject({ secondPush: 'refuse' });
    await emulator.configure({ secondPush: 'same-user' });
    expect((await tell('PATCH', 'settings', [])).status).toBe(400);
  });

  it('shows the journal, whole or in part, and is not in it', async () => {
    const { loginRequestId } = await beginLogin(emulator);
    await backend.push(loginRequestId, alice);
    const steps = async (query = '') => {
      const entries = (await (await tell('GET', `journal${query}`)).json()) as { step: string }[];
      return entries.map(({ step }) => step);
    };
    expect(await steps()).toEqual(['register', 'authorize', 'login_redirect', 'token', 'push']);
    expect(await steps(`?loginRequestId=${loginRequestId}&step=push`)).toEqual(['push']);
  });

  it('goes back to the start', async () => {
    const { loginRequestId } = await beginLogin(emulator);
    expect((await tell('POST', 'reset')).status).toBe(204);
    expect(await emulator.journal()).toEqual([]);
    expect((await backend.push(loginRequestId, alice)).status).toBe(404);
  });

  it.each([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://example.com' },
    { origin: 'null' },
  ])('does not listen to a page with %j', async (headers) => {
    const { loginRequestId } = await beginLogin(emulator);
    expect((await tell('POST', 'reset', undefined, headers)).status).toBe(403);
    expect((await backend.push(loginRequestId, alice)).status).toBe(200);
  });

  it('answers this machine’s own names only, unless others are allowed (T50)', async () => {
    const remote = await ScalekitEmulator.start({ allowRemote: true });
    // Of a page that had its own name point here after it was loaded a browser says no more than the name.
    const called = (host: string) =>
      new Browser({ headers: { host, origin: '', 'sec-fetch-site': '' } });
    for (const path of ['/', '/emulator/journal']) {
      const { url } = emulator;
      const statuses = [
        await called('localhost:4520').navigate(url + path),
        await called('127.0.0.1:4520').navigate(url + path),
        await called('[::1]:4520').navigate(url + path),
        await called('rebound.example:4520').navigate(url + path),
        await called('emulator:4520').navigate(remote.url + path),
      ].map(({ status }) => status);
      expect(statuses).toEqual([200, 200, 200, 403, 200]);
    }
    await remote.close();
  });
});

describe('what nobody outside Scalekit knows', () => {
  let emulator: ScalekitEmulator;
  let backend: Backend;

  beforeEach(async () => {
    emulator = await ScalekitEmulator.start({
      loginUrl: 'http://localhost:3000/login?tenant=1',
      consent: 'auto',
    });
    backend = new Backend(emulator.credentials);
  });
  afterEach(() => emulator?.close());

  it('can be set: how a push is answered', async () => {
    const answers = [];
    for (const pushResponse of ['snake_case', 'camelCase', 'empty'] as const) {
      await emulator.configure({ pushResponse });
      const { loginRequestId } = await beginLogin(emulator);
      answers.push((await backend.push(loginRequestId, alice)).body);
    }
    const id = expect.stringMatching(/^req_/);
    expect(answers).toEqual([{ auth_request_id: id }, { authRequestId: id }, {}]);
  });

  it('can be set: whether the callback is bound to the browser that began', async () => {
    await emulator.configure({ callbackBinding: 'browser' });
    const begun = await beginLogin(emulator);
    await backend.push(begun.loginRequestId, alice);
    const callbackUrl = backend.callbackUrl(begun.state);
    const foreign = await fetch(callbackUrl, { redirect: 'manual' });
    expect(foreign.status).toBe(400);
    expect(await foreign.text()).toContain('error=invalid_state');
    const own = await begun.browser.navigate(callbackUrl);
    expect(own.next?.searchParams.has('code')).toBe(true);
  });

  it('can be set: whether login_failed and other fields are known', async () => {
    const { loginRequestId } = await beginLogin(emulator);
    await emulator.configure({ loginFailed: 'unknown' });
    expect((await backend.push(loginRequestId, { login_failed: true })).status).toBe(400);
    expect((await backend.push(loginRequestId, { ...alice, nickname: 'Al' })).status).toBe(200);
    await emulator.configure({ unknownFields: 'refuse' });
    expect(await backend.push(loginRequestId, { ...alice, nickname: 'Al' })).toMatchObject({
      status: 400,
      body: { message: 'invalid user: unknown field nickname' },
    });
  });

  it('can be set: the login URL’s query, the token’s lists, the token endpoint’s errors', async () => {
    await emulator.configure({
      loginUrlQuery: 'drop',
      tokenClaims: ['groups'],
      tokenErrorBody: 'gateway',
    });
    const begun = await beginLogin(emulator);
    expect(begun.loginUrl.searchParams.has('tenant')).toBe(false);
    await backend.push(begun.loginRequestId, { ...alice, roles: ['admin'], groups: ['staff'] });
    const done = await begun.browser.navigate(backend.callbackUrl(begun.state));
    const claims = await claimsAt(begun.client, done);
    expect(claims['groups']).toEqual(['staff']);
    expect(claims).not.toHaveProperty('roles');
    const refused = await backend.getToken({ client_secret: 'wrong' });
    expect([refused.status, await refused.json()]).toEqual([
      401,
      expect.objectContaining({ code: 16, message: 'invalid_client' }),
    ]);
  });
});
