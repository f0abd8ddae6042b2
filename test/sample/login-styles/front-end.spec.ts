import { rm } from 'node:fs/promises';
import { Browser } from '../../support/browser.js';
import { claimsAt } from '../../support/federated-login.js';
import { FederatedSample } from '../../support/federated-sample.js';
import { freePort } from '../../support/free-port.js';
import { FrontEndPage } from '../../support/front-end.js';
import { alice, databaseFolder, Sample, startTimeoutMs } from '../../support/sample.js';

const folder = await databaseFolder();
afterAll(() => rm(folder, { recursive: true }));

const api = '/login-styles/single-page';

describe.each(['express', 'fastify'])('the front end on another origin, on %s', (adapter) => {
  let federated: FederatedSample;
  let sample: Sample;
  let origins: string[];

  beforeAll(async () => {
    const [port, frontEndPort] = [await freePort(), await freePort()];
    federated = await FederatedSample.start({
      HTTP_ADAPTER: adapter,
      DATABASE_DIR: folder,
      PORT: String(port),
      FRONT_END_PORT: String(frontEndPort),
    });
    ({ sample } = federated);
    origins = ['localhost', '127.0.0.1'].map((host) => `http://${host}:${frontEndPort}`);
  }, startTimeoutMs);
  beforeEach(() => federated.emulator.reset());
  afterAll(() => federated?.close());

  /** Where an AI app leads a browser to, without going there. */
  async function begin(origin: string) {
    await federated.emulator.configure({ loginUrl: `${origin}/` });
    const client = await federated.emulator.beginLogin();
    const { next } = await new Browser().navigate(client.url);
    if (next === undefined) throw new Error('Scalekit leads nowhere');
    return { client, link: next };
  }

  it('has pages by both its names, that nobody frames, keeps or learns the address of', async () => {
    for (const origin of origins) {
      const page = await new Browser().navigate(`${origin}/?state=x`);
      expect(page.status).toBe(200);
      expect(page.textOf('noscript')).toContain('needs JavaScript');
      expect(page.headers.get('cache-control')).toBe('no-store');
      expect(page.headers.get('referrer-policy')).toBe('no-referrer');
      const policy = page.headers.get('content-security-policy');
      expect(policy).toContain("script-src 'self'");
      expect(policy).toContain(`connect-src ${sample.url}`);
      expect(policy).toContain("frame-ancestors 'none'");
    }
  });

  it('serves the module’s own helper, and nothing that it does not have', async () => {
    const [origin = ''] = origins;
    const script = await new Browser().fetchJson(`${origin}/nestjs-scalekit-federation/browser.js`);
    expect(script.headers.get('content-type')).toContain('text/javascript');
    expect(script.text).toContain('export async function loginRequest(');
    for (const path of ['/login', '/../package.json', '/%2e%2e/package.json']) {
      expect((await new Browser().fetchJson(origin + path)).status).toBe(404);
    }
    expect((await new Browser().fetchJson(origin, {})).status).toBe(405);
  });

  it('is let in by CORS and by the protection against forged requests, without cookies; nobody else is', async () => {
    for (const origin of [...origins, 'http://localhost:4666', 'http://evil.example']) {
      const page = new FrontEndPage(origin, sample.url);
      const answer = await page.post(`${api}/login`, alice);
      const isListed = origins.includes(origin);
      expect([origin, answer.status]).toEqual([origin, isListed ? 200 : 403]);
      expect(answer.headers.get('access-control-allow-origin')).toBe(isListed ? origin : null);
      expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
      const preflight = await fetch(`${sample.url}${api}/continue`, {
        method: 'OPTIONS',
        headers: {
          origin,
          'access-control-request-method': 'POST',
          'access-control-request-headers': 'authorization,content-type',
        },
      });
      expect(preflight.headers.get('access-control-allow-origin')).toBe(isListed ? origin : null);
    }
  });

  it('hands a login off from either name', async () => {
    for (const origin of origins) {
      const { client, link } = await begin(origin);
      const page = new FrontEndPage(origin, sample.url);
      const captured = await page.capture(link, `${api}/login-request`);
      const answer = await page.post(`${api}/login`, { ...alice, ...page.fields(captured) });
      const { redirectTo, accessToken } = answer.json();
      expect(accessToken).toEqual(expect.any(String));
      const consent = await page.browser.follow(await page.browser.navigate(redirectTo));
      const allowed = await page.browser.submitForm(consent);
      const back = await page.browser.follow(allowed, client.redirectUri);
      expect(await claimsAt(client, back)).toMatchObject({ sub: 'usr_7hq2mvx9' });
    }
  });

  it('asks who brings a token alone', async () => {
    const [origin = ''] = origins;
    const { link } = await begin(origin);
    const { accessToken } = (
      await new FrontEndPage(origin, sample.url).post(`${api}/login`, alice)
    ).json();
    const browser = new Browser({ headers: { authorization: `Bearer ${accessToken}` } });
    const page = new FrontEndPage(origin, sample.url, browser);
    const captured = await page.capture(link, `${api}/login-request`);
    const told = await page.post(`${api}/continue`, page.fields(captured));
    expect(told.json().redirectTo).toContain(`${sample.url}/scalekit/continue?scalekit_txn=`);
    expect(await federated.pushes()).toEqual([]);
    const asked = await browser.follow(await browser.navigate(told.json().redirectTo));
    expect(asked.textOf('.account')).toContain(alice.email);
  });

  it('stands in the list of ways to sign in, by both its names', async () => {
    const list = await new Browser().navigate(`${sample.url}/login-styles`);
    const links = origins.map((origin) => new URL(list.link(origin)).origin);
    expect(links).toEqual(origins);
  });
});

it(
  'has no front end in production, and lets no other origin in',
  async () => {
    const port = String(await freePort());
    const sample = await Sample.start({
      NODE_ENV: 'production',
      DATABASE_DIR: 'memory://',
      SESSION_SECRET: 'a secret of thirty-two bytes or more',
      FRONT_END_PORT: port,
    });
    try {
      const origin = `http://localhost:${port}`;
      await expect(fetch(origin)).rejects.toThrow('fetch failed');
      const answer = await fetch(`${sample.url}/login`, { headers: { origin } });
      expect(answer.headers.get('access-control-allow-origin')).toBeNull();
    } finally {
      await sample.close();
    }
  },
  startTimeoutMs,
);
