import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { LoginStoppedError, ScalekitEmulator } from 'scalekit-emulator';
import { adapters, createFederationApp, type FederationApp } from '../support/federation-app.js';
import { alice } from '../support/world.js';
import { stopOf } from './stop-of.js';

describe.each(adapters)('a login that the emulator begins, at an app on %s', (adapter) => {
  let emulator: ScalekitEmulator;
  let app: FederationApp;

  beforeAll(async () => {
    emulator = await ScalekitEmulator.start();
    app = await createFederationApp({ adapter, options: { ...emulator.credentials } });
    await emulator.configure({ loginUrl: `${app.url}/login` });
  });
  beforeEach(() => emulator.reset());
  afterAll(async () => {
    await app?.close();
    await emulator?.close();
  });

  it('is handed off, and finished with the person’s token', async () => {
    const login = await emulator.beginLogin();
    await login.browser().open(login.url);
    await login.browser().submit(alice);
    const { accessToken, claims, scopes } = await login.finish();
    expect(claims).toMatchObject({
      sub: 'usr_alice',
      email: alice.email,
      client_id: login.clientId,
    });
    expect(claims['iss']).toBe(emulator.resourceUrl);
    expect(scopes).toEqual(['openid', 'profile', 'email']);
    expect(accessToken.split('.')).toHaveLength(3);
  });

  it('has what its scopes give', async () => {
    const login = await emulator.beginLogin({ scopes: ['openid', 'offline_access'] });
    await login.browser().open(login.url);
    await login.browser().submit(alice);
    const { refreshToken, idToken, expiresInSeconds } = await login.finish();
    expect([typeof refreshToken, typeof idToken, expiresInSeconds]).toEqual([
      'string',
      'string',
      3600,
    ]);
  });

  it('is that of a script too, which fetches and then opens what it is told', async () => {
    const login = await emulator.beginLogin();
    const browser = login.browser();
    const page = await browser.open(login.url);
    const txn = /name="scalekit_txn" value="([^"]+)"/.exec(page.html)?.[1];
    const { status, body } = await browser.json('/login', { ...alice, scalekit_txn: txn });
    expect([status, body]).toEqual([
      200,
      { greeting: 'welcome', fields: ['email', 'password'], redirectTo: expect.any(String) },
    ]);
    await browser.open((body as { redirectTo: string }).redirectTo);
    expect((await login.finish()).claims.sub).toBe('usr_alice');
  });

  it('waits at the question for a person who is signed in already, and reads it first', async () => {
    const login = await emulator.beginLogin();
    const browser = login.browser();
    await browser.open(`${app.url}/login`);
    await browser.submit(alice);
    const question = await browser.open(login.url);
    expect([new URL(question.url).pathname, question.text]).toEqual([
      '/scalekit/continue',
      expect.stringContaining('Alice Doe'),
    ]);
    const stopped = await stopOf(login.finish());
    expect(stopped.step).toBe('login');
    expect(stopped.message).toContain('/scalekit/continue answered 200 with “');
    const shownAt = performance.now();
    await browser.submit({}, { button: 'Continue' });
    expect(performance.now() - shownAt).toBeGreaterThan(650);
    expect((await login.finish()).claims.sub).toBe('usr_alice');
  });

  it('says what the person saw where the password is wrong', async () => {
    const login = await emulator.beginLogin();
    await login.browser().open(login.url);
    await login.browser().submit({ ...alice, password: 'wrong' });
    const stopped = await stopOf(login.finish());
    expect(stopped).toBeInstanceOf(LoginStoppedError);
    expect(stopped.message).toMatch(/^The login stopped at the step login: .*\/login answered 401/);
    expect(stopped.message).toContain('wrong password');
    expect(stopped.message).not.toContain(login.state);
    expect(stopped.page).toMatchObject({ status: 401, url: `${app.url}/login` });
  });

  it('says what the client was told where the person cancels', async () => {
    const login = await emulator.beginLogin();
    await login.browser().open(login.url);
    await login.browser().submit({}, { button: 'Cancel' });
    expect(await stopOf(login.finish())).toMatchObject({
      step: 'answer',
      oauthError: 'access_denied',
    });
  });

  it('is another person’s where the link was opened in another browser', async () => {
    const login = await emulator.beginLogin({ redirectUri: 'http://127.0.0.1:7/back' });
    const victim = (await emulator.beginLogin()).browser();
    await victim.open(login.url, { from: 'https://evil.example/' });
    await victim.submit(alice);
    expect(await stopOf(login.finish())).toMatchObject({ step: 'authorize', page: undefined });
    // The code went to a URL that is no redirect URI of the victim's own client.
    await expect(victim.submit({}, { button: 'Allow' })).rejects.toThrow('127.0.0.1:7/back');
  });
});

describe('an emulator with TLS', () => {
  it('begins logins by its own certificate, and gives its file', async () => {
    const emulator = await ScalekitEmulator.start({ tls: true, loginUrl: 'http://localhost:1/' });
    const login = await emulator.beginLogin();
    expect(login.url).toMatch(/^https:\/\/localhost:/);
    await expect(login.browser().open(login.url)).rejects.toThrow('http://localhost:1/: ');
    expect(emulator.certificateFile).toMatch(/\.pem$/);
    expect(Object.keys({ ...emulator.credentials })).toEqual([
      'environmentUrl',
      'clientId',
      'clientSecret',
      'connectionId',
    ]);
    await emulator.close();
  });
});

it('is begun from CommonJS under node:test too', async () => {
  const flags = ['--test', 'test/emulator/begin-login.node-test.cjs'];
  const { stdout } = await promisify(execFile)(process.execPath, flags);
  expect(stdout).toMatch(/pass 1\n/);
});
