import { ScalekitEmulator } from 'scalekit-emulator';
import { Browser } from '../support/browser.js';
import type { Page } from '../support/page.js';
import { alice, Backend } from './backend.js';

const loginUrl = 'http://localhost:3000/login';

describe('a login that a person tries from the home page', () => {
  let emulator: ScalekitEmulator;
  let backend: Backend;

  beforeAll(async () => {
    emulator = await ScalekitEmulator.start({ loginUrl, resource: 'http://localhost:3100/mcp' });
    backend = new Backend(emulator.credentials);
  });
  afterEach(() => emulator.reset());
  afterAll(() => emulator?.close());

  /** Presses the button, and stops where the app's login page is called. */
  async function tryLogin(browser = new Browser()) {
    const home = await browser.navigate(emulator.url);
    const pressed = await browser.submitForm(home, {}, { form: '[action="/try"]' });
    const { next } = await browser.follow(pressed, loginUrl);
    const id = next?.searchParams.get('login_request_id') ?? '';
    return { browser, home, id, state: next?.searchParams.get('state') ?? '' };
  }

  async function comeBack({ browser, state }: Awaited<ReturnType<typeof tryLogin>>): Promise<Page> {
    return browser.follow(await browser.navigate(backend.callbackUrl(state)));
  }

  async function allow(browser: Browser, consent: Page): Promise<Page> {
    return browser.follow(await browser.submitForm(consent, {}, { button: '[value="allow"]' }));
  }

  it('ends on a page with the claims of the token and every step', async () => {
    const login = await tryLogin();
    await backend.push(login.id, alice);
    const end = await allow(login.browser, await comeBack(login));

    expect(end.status).toBe(200);
    expect(end.url.pathname).toMatch(/^\/try\/[\w-]+$/);
    expect(end.url.search).toBe('');
    expect(end.text).toContain('usr_alice');
    expect(end.text).toContain('alice@example.com');
    for (const step of ['Initiated', 'User pushed', 'Consent given', 'Token issued']) {
      expect(end.text).toContain(step);
    }
    expect(end.text).toContain(
      'claude mcp add --transport http my-server http://localhost:3100/mcp',
    );
    expect(end.text).not.toMatch(/eyJ\w/);
    // A reload shows it again, and the next login is one press away.
    const again = await login.browser.navigate(end.url);
    expect(again.text).toContain('usr_alice');
    const next = await login.browser.submitForm(again, {}, { form: '[action="/try"]' });
    expect((await login.browser.follow(next, loginUrl)).next?.href).toContain(loginUrl);
  });

  it('ends on a page that says why, if the app said that nobody signed in', async () => {
    const login = await tryLogin();
    await backend.push(login.id, { login_failed: true });
    const end = await comeBack(login);

    expect(end.text).toContain('The AI app got no token');
    expect(end.text).toContain('access_denied');
    expect(end.text).toContain('Login reported as failed');
  });

  it('ends on a page that says why, if its code was refused', async () => {
    const login = await tryLogin();
    await backend.push(login.id, alice);
    const consent = await comeBack(login);
    await emulator.fail({ on: 'token', status: 503, times: 1 });
    const end = await allow(login.browser, consent);
    await emulator.clearFaults();

    expect(end.text).toContain('The AI app got no token');
    expect(end.text).toContain('the emulator answered 503');
  });

  it('says what failed if the played app cannot even register', async () => {
    await emulator.fail({ on: 'register', status: 500, times: 1 });
    const browser = new Browser();
    const home = await browser.navigate(emulator.url);
    const answer = await browser.submitForm(home, {}, { form: '[action="/try"]' });

    expect(answer.status).toBe(502);
    expect(answer.text).toContain('the emulator answered 500');
  });

  it('is shown to the browser that began it only', async () => {
    const login = await tryLogin();
    await backend.push(login.id, alice);
    const end = await allow(login.browser, await comeBack(login));
    const another = await new Browser().navigate(end.url);

    expect(another.status).toBe(404);
    expect(another.text).not.toContain('usr_alice');
  });

  it('is not finished by another browser that gets hold of the way back', async () => {
    const login = await tryLogin();
    await backend.push(login.id, alice);
    const consent = await comeBack(login);
    const answered = await login.browser.submitForm(consent, {}, { button: '[value="allow"]' });
    const stranger = await new Browser().navigate(answered.next!);

    expect(stranger.status).toBe(404);
    expect((await login.browser.follow(answered)).text).toContain('usr_alice');
  });

  it.each([
    ['of another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    [
      'on another port of this machine',
      { 'sec-fetch-site': 'same-site', origin: 'http://localhost:9' },
    ],
    ['that hides its origin', { 'sec-fetch-site': '', origin: 'null' }],
    ['of nobody knows where', { 'sec-fetch-site': '', origin: '' }],
    ['whose name was pointed here later', { host: 'rebound.example:4520' }],
  ])('is not begun by a page %s', async (_, headers: Record<string, string>) => {
    const home = await new Browser().navigate(emulator.url);
    const answer = await new Browser({ headers }).submitForm(home, {}, { form: '[action="/try"]' });

    expect(answer.status).toBe(403);
    expect((await emulator.journal()).map(({ step }) => step)).not.toContain('register');
  });

  it('is begun in a browser without Fetch Metadata, which names its origin', async () => {
    const headers = { 'sec-fetch-site': '', 'sec-fetch-mode': '', 'sec-fetch-dest': '' };
    const { state } = await tryLogin(new Browser({ headers }));

    expect(state).not.toBe('');
  });

  it('leads to the emulator’s own address from any other name, where its cookie would get lost', async () => {
    const { port } = new URL(emulator.url);
    const home = await new Browser().navigate(`http://127.0.0.1:${port}`);

    expect(home.text).not.toContain('action="/try"');
    expect(home.text).toContain(`<a href="${emulator.url}">`);
  });

  it('says what is missing while no login page is known', async () => {
    const bare = await ScalekitEmulator.start();
    const home = await new Browser().navigate(bare.url);
    await bare.close();

    expect(home.text).not.toContain('action="/try"');
    expect(home.text).toContain('--login-url');
  });

  it('is offered for every MCP server', async () => {
    const several = await ScalekitEmulator.start({
      loginUrl,
      resources: [
        { id: 'res_crm', name: 'CRM', url: 'http://localhost:3001/mcp' },
        { id: 'res_billing', name: 'Billing', loginUrl: 'http://localhost:3002/login' },
      ],
    });
    const browser = new Browser();
    const home = await browser.navigate(several.url);
    const form = 'form:has([value="res_billing"])';
    const pressed = await browser.submitForm(home, {}, { form });
    const { next } = await browser.follow(pressed, 'http://localhost:3002/');
    await several.close();

    expect(home.text).toContain('Try a login: CRM');
    expect(next?.href).toContain('http://localhost:3002/login?login_request_id=');
  });

  it('works over TLS, with the certificate that the emulator made itself', async () => {
    const secure = await ScalekitEmulator.start({ loginUrl, tls: true });
    const { certificateFile = '' } = secure;
    const { Agent } = await import('undici');
    const { readFile } = await import('node:fs/promises');
    const dispatcher = new Agent({ connect: { ca: await readFile(certificateFile, 'utf8') } });
    const browser = new Browser({ dispatcher });
    const home = await browser.navigate(secure.url);
    const pressed = await browser.submitForm(home, {}, { form: '[action="/try"]' });
    const { next } = await browser.follow(pressed, loginUrl);
    await dispatcher.close();
    await secure.close();

    expect(next?.searchParams.get('login_request_id')).toMatch(/^lri_/);
  });

  describe('and the log beside it', () => {
    const log = async (after: string) => {
      const answer = await fetch(`${emulator.url}/auth-log?after=${after}`);
      return {
        status: answer.status,
        version: answer.headers.get('x-auth-log-version') ?? '',
        html: await answer.text(),
      };
    };

    it('tells what is new since a version, and nothing while nothing happens', async () => {
      const before = await log('');
      expect((await log(before.version)).status).toBe(204);
      const { id } = await tryLogin();
      const after = await log(before.version);

      expect(after.status).toBe(200);
      expect(after.html).toContain(id);
      expect((await log(after.version)).status).toBe(204);
      await emulator.reset();
      expect((await log(after.version)).html).not.toContain(id);
    });

    it('is no part of the journal that it shows', async () => {
      await log('');
      expect(await emulator.journal()).toEqual([]);
    });

    it('has the page ask again without script only while a login runs', async () => {
      const refresh = async () =>
        /<noscript>\s*<meta http-equiv="refresh"/.test(
          (await new Browser().navigate(emulator.url)).text,
        );
      expect(await refresh()).toBe(false);
      const login = await tryLogin();
      expect(await refresh()).toBe(true);
      await backend.push(login.id, { login_failed: true });
      await comeBack(login);
      expect(await refresh()).toBe(false);
    });

    it('runs no script but its own', async () => {
      const { headers, text } = await new Browser().navigate(emulator.url);
      const [, nonce] = /script-src 'nonce-([\w-]+)'/.exec(
        headers.get('content-security-policy') ?? '',
      ) ?? ['', ''];

      expect(nonce).toHaveLength(22);
      expect(text).toContain(`<script nonce="${nonce}">`);
    });
  });
});
