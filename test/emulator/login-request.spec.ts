import { ScalekitEmulator } from 'scalekit-emulator';
import { Browser } from '../support/browser.js';
import { claimsAt } from '../support/federated-login.js';
import { alice, answerConsent, Backend, beginLogin } from './backend.js';

/** The gateway's whole answer to a push without a good token. */
const unauthenticated = (message: string) => ({
  status: 401,
  body: {
    code: 16,
    message,
    details: [
      {
        '@type': 'type.googleapis.com/scalekit.v1.errdetails.ErrorInfo',
        error_code: 'UNAUTHENTICATED',
      },
    ],
  },
});

describe('a login request', () => {
  let emulator: ScalekitEmulator;
  let backend: Backend;

  beforeAll(async () => {
    emulator = await ScalekitEmulator.start({
      loginUrl: 'http://localhost:3000/login?from=scalekit%20mcp&x',
      resource: 'http://localhost:3001/mcp',
    });
    backend = new Backend(emulator.credentials);
  });
  afterEach(() =>
    emulator.configure({
      consent: 'person',
      loginRequestTtlSeconds: 600,
      secondPush: 'same-user',
      earlyCallback: 'keep',
      loginFailedError: 'access_denied',
    }),
  );
  afterAll(() => emulator?.close());

  describe('at the login page', () => {
    it('has an lri_ id and a base64url state behind the query that the page had', async () => {
      const { loginUrl } = await beginLogin(emulator);
      expect(loginUrl.href).toMatch(
        /^http:\/\/localhost:3000\/login\?from=scalekit%20mcp&x&login_request_id=lri_\d{17}&state=[\w-]{50}$/,
      );
    });

    it('is another one every time', async () => {
      const [first, second] = [await beginLogin(emulator), await beginLogin(emulator)];
      expect(first.loginRequestId).not.toBe(second.loginRequestId);
      expect(first.state).not.toBe(second.state);
    });
  });

  // What curl sends for `--data-urlencode` and `--data-raw`, for machines without curl.
  it('is completed by the two documented cURL calls', async () => {
    const { loginRequestId } = await beginLogin(emulator);
    const { environmentUrl, clientId, clientSecret, connectionId } = emulator.credentials;
    const tokenResponse = await fetch(`${environmentUrl}/oauth/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/x-www-form-urlencoded', 'user-agent': 'curl/8.5.0' },
      body: `grant_type=client_credentials&client_id=${clientId}&client_secret=${clientSecret}`,
    });
    const token = (await tokenResponse.json()) as { access_token: string };
    expect(token).toEqual({
      access_token: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      token_type: 'Bearer',
      expires_in: 86_399,
    });
    const pushResponse = await fetch(
      `${environmentUrl}/api/v1/connections/${connectionId}/auth-requests/${loginRequestId}/user`,
      {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json',
          Authorization: `Bearer ${token.access_token}`,
        },
        body: '{\n    "sub": "1234567890",\n    "email": "alice@example.com"\n  }',
      },
    );
    expect(pushResponse.status).toBe(200);
    expect(await pushResponse.json()).toEqual({
      auth_request_id: expect.stringMatching(/^req_\d{17}$/),
    });
  });

  describe('when a user is pushed', () => {
    it('asks for a token', async () => {
      const { loginRequestId } = await beginLogin(emulator);
      expect(await backend.push(loginRequestId, alice, { token: '' })).toEqual(
        unauthenticated('Token empty'),
      );
      expect(await backend.push(loginRequestId, alice, { token: 'a.b.c' })).toEqual(
        unauthenticated('Token invalid or expired'),
      );
    });

    it('takes no token of an MCP client, neither for a user nor for itself', async () => {
      await emulator.configure({ consent: 'auto' });
      const begun = await beginLogin(emulator);
      await backend.push(begun.loginRequestId, alice);
      const done = await begun.browser.navigate(backend.callbackUrl(begun.state));
      const accessToken = (await begun.client.finish(done.next?.href)).accessToken;
      expect(accessToken).toMatch(/^ey/);
      const { loginRequestId } = await beginLogin(emulator);
      expect(await backend.push(loginRequestId, alice, { token: accessToken })).toEqual(
        unauthenticated('Token invalid or expired'),
      );
    });

    it.each([
      ['neither sub nor email', {}, 'user', 'user.sub_email_required_unless_login_failed'],
      [
        'an empty sub',
        { ...alice, sub: '' },
        'user',
        'user.sub_email_required_unless_login_failed',
      ],
      ['no e-mail', { sub: 'u' }, 'user', 'user.sub_email_required_unless_login_failed'],
      [
        'a longer organization name than fits',
        { ...alice, organization_external_name: '𝛼'.repeat(201) },
        'user.organization_external_name',
        'string.max_len',
      ],
    ])('names the field that %s violates', async (_, user, field, constraint) => {
      const { loginRequestId } = await beginLogin(emulator);
      expect(await backend.push(loginRequestId, user)).toMatchObject({
        status: 400,
        body: {
          code: 3,
          message: 'Validation error',
          details: [
            {
              error_code: 'INVALID_ARGUMENT',
              validation_error_info: {
                field_violations: [{ field, constraint, description: expect.any(String) }],
              },
            },
          ],
        },
      });
    });

    it.each([
      ['a number as sub', { ...alice, sub: 7 }],
      ['a string as flag', { ...alice, email_verified: 'true' }],
      ['a string as list', { ...alice, roles: 'admin' }],
      ['a list as attributes', { ...alice, custom_attributes: [1] }],
      ['both spellings of a name', { ...alice, given_name: 'A', givenName: 'B' }],
      ['a list as user', [alice]],
      ['no JSON', '{"sub":'],
      ['nothing', ''],
    ])('refuses %s', async (_, body) => {
      const { loginRequestId } = await beginLogin(emulator);
      expect(await backend.push(loginRequestId, body)).toMatchObject({
        status: 400,
        body: { code: 3, details: [{ error_code: 'INVALID_ARGUMENT' }] },
      });
    });

    it.each([
      ['unknown names', { ...alice, password_hash: 'x' }],
      ['null', { ...alice, given_name: null }],
      ['both ways of spelling', { ...alice, familyName: 'Å', phone_number: '+46' }],
      [
        'an organization name that just fits',
        { ...alice, organizationExternalName: '𝛼'.repeat(200) },
      ],
      ['a failed login without a user', { loginFailed: true }],
    ])('takes %s', async (_, user) => {
      const { loginRequestId } = await beginLogin(emulator);
      expect(await backend.push(loginRequestId, user)).toEqual({
        status: 200,
        body: { auth_request_id: expect.stringMatching(/^req_/) },
      });
    });

    it.each([
      ['another connection', 'conn_1', 404, 5],
      ['the id of the resource', 'res_1', 404, 5],
      ['an id that is too long', `conn_${'1'.repeat(28)}`, 400, 3],
    ])('refuses %s', async (_, connectionId, status, code) => {
      const { loginRequestId } = await beginLogin(emulator);
      expect(await backend.push(loginRequestId, alice, { connectionId })).toMatchObject({
        status,
        body: { code },
      });
    });

    it('refuses a login request that never began', async () => {
      expect(await backend.push('lri_1', alice)).toMatchObject({ status: 404, body: { code: 5 } });
    });

    it('gives the same user the same answer, and another one a conflict', async () => {
      const { loginRequestId } = await beginLogin(emulator);
      const first = await backend.push(loginRequestId, alice);
      expect(await backend.push(loginRequestId, { ...alice, name: 'A.' })).toEqual(first);
      expect(await backend.push(loginRequestId, { ...alice, sub: 'usr_bob' })).toMatchObject({
        status: 409,
        body: { code: 6, details: [{ error_code: 'ALREADY_EXISTS' }] },
      });
    });

    it('is answered otherwise if a second push is said to be', async () => {
      await emulator.configure({ secondPush: 'refuse' });
      const refusing = await beginLogin(emulator);
      await backend.push(refusing.loginRequestId, alice);
      expect((await backend.push(refusing.loginRequestId, alice)).status).toBe(409);

      await emulator.configure({ secondPush: 'replace', consent: 'auto' });
      const replacing = await beginLogin(emulator);
      await backend.push(replacing.loginRequestId, alice);
      await backend.push(replacing.loginRequestId, { ...alice, sub: 'usr_bob' });
      const done = await replacing.browser.navigate(backend.callbackUrl(replacing.state));
      expect(await claimsAt(replacing.client, done)).toMatchObject({ sub: 'usr_bob' });
    });

    it('is too late once the request has expired', async () => {
      await emulator.configure({ loginRequestTtlSeconds: 0 });
      const { loginRequestId } = await beginLogin(emulator);
      expect(await backend.push(loginRequestId, alice)).toMatchObject({
        status: 400,
        body: { code: 9, details: [{ error_code: 'FAILED_PRECONDITION' }] },
      });
      await emulator.configure({ expiredLoginRequest: 'NOT_FOUND' });
      expect(await backend.push(loginRequestId, alice)).toMatchObject({ status: 404 });
    });
  });

  describe('at the callback', () => {
    it('asks for consent with the client, the scopes, the user and the organization', async () => {
      const begun = await beginLogin(emulator);
      await backend.push(begun.loginRequestId, {
        ...alice,
        organization_external_name: 'Acme & Sons',
      });
      const consent = await begun.browser.follow(
        await begun.browser.navigate(backend.callbackUrl(begun.state)),
      );
      expect(consent.status).toBe(200);
      expect(consent.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      const text = consent.textOf('main');
      expect(text).toContain('Allow Test client to use MCP server as you?');
      expect(text).toContain('Alice <b>Ångström</b>');
      expect(text).toContain('alice@example.com');
      expect(text).toContain('Acme & Sons');
      expect(text).toContain('openid profile email');
      expect(text).toContain(begun.client.redirectUri);
      expect(consent.text).not.toContain('<script');
      expect(consent.text).not.toContain('<b>Ångström');
    });

    it('ends with a code after Allow', async () => {
      const begun = await beginLogin(emulator);
      await backend.push(begun.loginRequestId, alice);
      const callback = await begun.browser.navigate(backend.callbackUrl(begun.state));
      const consent = await begun.browser.follow(callback);
      const done = await answerConsent(begun, consent, 'allow');
      expect(await claimsAt(begun.client, done)).toMatchObject({ sub: alice.sub });
    });

    it('ends with access_denied after Deny', async () => {
      const begun = await beginLogin(emulator);
      await backend.push(begun.loginRequestId, alice);
      const callback = await begun.browser.navigate(backend.callbackUrl(begun.state));
      const done = await answerConsent(begun, await begun.browser.follow(callback), 'deny');
      expect(await claimsAt(begun.client, done)).toMatchObject({
        error: 'access_denied',
        state: begun.client.state,
        iss: emulator.credentials.resourceUrl,
      });
    });

    it('ends with access_denied, or what is configured, after a failed login', async () => {
      const begun = await beginLogin(emulator);
      await backend.push(begun.loginRequestId, { login_failed: true });
      const done = await begun.browser.navigate(backend.callbackUrl(begun.state));
      expect(await claimsAt(begun.client, done)).toMatchObject({ error: 'access_denied' });

      await emulator.configure({ loginFailedError: 'login_failed' });
      const other = await beginLogin(emulator);
      await backend.push(other.loginRequestId, { login_failed: true });
      const failed = await other.browser.navigate(backend.callbackUrl(other.state));
      expect(await claimsAt(other.client, failed)).toMatchObject({ error: 'login_failed' });
    });

    it('takes the answer from the browser that was asked only, and once, from its form only', async () => {
      const begun = await beginLogin(emulator);
      await backend.push(begun.loginRequestId, alice);
      const callback = await begun.browser.navigate(backend.callbackUrl(begun.state));
      const consent = await begun.browser.follow(callback);

      const stranger = new Browser();
      expect((await stranger.navigate(consent.url)).status).toBe(400);
      expect((await stranger.submitForm(consent)).status).toBe(400);
      expect((await begun.browser.submitForm(consent, { csrf: 'guessed' })).status).toBe(403);

      expect((await begun.browser.submitForm(consent)).status).toBe(303);
      expect((await begun.browser.submitForm(consent)).status).toBe(400);
    });

    it('asks the same browser again until it has answered, and no other', async () => {
      const begun = await beginLogin(emulator);
      await backend.push(begun.loginRequestId, alice);
      const url = backend.callbackUrl(begun.state);
      const first = await begun.browser.follow(await begun.browser.navigate(url));
      const again = await begun.browser.follow(await begun.browser.navigate(url));
      expect([again.status, again.url.href]).toEqual([200, first.url.href]);

      const stranger = await new Browser().navigate(url);
      expect([stranger.status, stranger.textOf('main')]).toEqual([
        400,
        expect.stringContaining('error=invalid_state'),
      ]);

      const done = await answerConsent(begun, again, 'allow');
      expect(await claimsAt(begun.client, done)).toMatchObject({ sub: alice.sub });
      expect((await begun.browser.navigate(url)).textOf('main')).toContain('error=invalid_state');
    });

    it.each([
      ['another state', () => backend.callbackUrl('x'.repeat(50))],
      ['no state', () => backend.callbackUrl('').replace(/\?.*/, '')],
    ])('shows invalid_state for %s', async (_, url) => {
      const page = await new Browser().navigate(url());
      expect(page.status).toBe(400);
      expect(page.textOf('main')).toContain('error=invalid_state');
    });

    it('shows invalid_state for another connection, a repeated state and a used one', async () => {
      await emulator.configure({ consent: 'auto' });
      const begun = await beginLogin(emulator);
      await backend.push(begun.loginRequestId, alice);
      const url = backend.callbackUrl(begun.state);
      const wrong = [backend.callbackUrl(begun.state, 'conn_1'), `${url}&state=${begun.state}`];
      for (const other of wrong) {
        expect((await begun.browser.navigate(other)).textOf('main')).toContain('invalid_state');
      }
      expect((await begun.browser.navigate(url)).status).toBe(303);
      const again = await begun.browser.navigate(url);
      expect(again.status).toBe(400);
      expect(again.textOf('main')).toContain('error=invalid_state');
      expect(await backend.push(begun.loginRequestId, alice)).toMatchObject({
        status: 400,
        body: { code: 9 },
      });
    });

    it('shows invalid_state once the request has expired', async () => {
      await emulator.configure({ loginRequestTtlSeconds: -1 });
      const { browser, state } = await beginLogin(emulator);
      const page = await browser.navigate(backend.callbackUrl(state));
      expect(page.status).toBe(400);
      expect(page.textOf('main')).toContain('error=invalid_state');
    });

    it('waits for the push, unless an early callback is said to burn the request', async () => {
      const kept = await beginLogin(emulator);
      const early = await kept.browser.navigate(backend.callbackUrl(kept.state));
      expect([early.status, early.textOf('main')]).toEqual([
        400,
        expect.stringContaining('error=login_required'),
      ]);
      expect((await backend.push(kept.loginRequestId, alice)).status).toBe(200);
      expect((await kept.browser.navigate(backend.callbackUrl(kept.state))).status).toBe(303);

      await emulator.configure({ earlyCallback: 'burn' });
      const burned = await beginLogin(emulator);
      await burned.browser.navigate(backend.callbackUrl(burned.state));
      expect((await backend.push(burned.loginRequestId, alice)).status).toBe(400);
    });

    it('goes on for whoever has the state: a browser that never began, and one without cookies', async () => {
      await emulator.configure({ consent: 'auto' });
      const victim = await beginLogin(emulator);
      await backend.push(victim.loginRequestId, alice);
      const response = await fetch(backend.callbackUrl(victim.state), { redirect: 'manual' });
      const location = new URL(response.headers.get('location') ?? '');
      expect(location.href).toMatch(new RegExp(`^${victim.client.redirectUri}\\?code=`));
    });
  });
});
