import { jest } from '@jest/globals';
import { Test } from '@nestjs/testing';
import { HttpService } from '@nestjs/axios';
import { MockAgent } from 'undici';
import {
  FederationError,
  FederationService,
  SCALEKIT_HTTP_SERVICE,
  ScalekitFederationModule,
  type ScalekitFederationOptions,
} from 'nestjs-scalekit-federation';
import { inspect } from 'node:util';
import { CapturedLogger } from '../support/captured-logger.js';
import { cookieSecret } from '../support/federation-app.js';

const origin = 'https://acme.scalekit.com';
const user = { sub: 'usr_1', email: 'canary@example.com' };
const request = { loginRequestId: 'lri_canary', state: 'state-canary' };
const options = {
  environmentUrl: origin,
  clientId: 'skc_1',
  clientSecret: 'secret-canary',
  connectionId: 'conn_1',
  cookieSecrets: [cookieSecret],
} satisfies ScalekitFederationOptions;

describe('talking to Scalekit', () => {
  let agent: MockAgent;
  let tokens: number;
  let pushed: { path: string; headers: Record<string, string>; body: unknown }[];

  beforeEach(() => {
    agent = new MockAgent();
    agent.disableNetConnect();
    tokens = 0;
    pushed = [];
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await agent?.close();
  });

  async function start(extra: Partial<ScalekitFederationOptions> = {}) {
    const testing = await Test.createTestingModule({
      imports: [ScalekitFederationModule.forRoot({ ...options, dispatcher: agent, ...extra })],
    }).compile();
    return testing;
  }
  const service = async (extra: Partial<ScalekitFederationOptions> = {}) =>
    (await start(extra)).get(FederationService);

  const grantTokens = (answer: object = { access_token: 'token-canary', expires_in: 3600 }) =>
    agent
      .get(origin)
      .intercept({ path: '/oauth/token', method: 'POST' })
      .reply(200, () => {
        tokens += 1;
        return { ...answer };
      })
      .persist();

  const takePushes = (status = 200, body: unknown = { auth_request_id: 'req_1' }, headers = {}) =>
    agent
      .get(origin)
      .intercept({ path: /auth-requests/, method: 'POST' })
      .reply(
        status,
        (call) => {
          pushed.push({
            path: call.path,
            headers: call.headers as Record<string, string>,
            body: JSON.parse(String(call.body)),
          });
          return body as string;
        },
        { headers },
      );

  it('sends what the contract says: a form for the token, the bare user as JSON for the push', async () => {
    let form = '';
    agent
      .get(origin)
      .intercept({ path: '/oauth/token', method: 'POST' })
      .reply(200, ({ body, headers }) => {
        form = `${(headers as Record<string, string>)['Content-Type']} ${String(body)}`;
        return { access_token: 'token-canary', expires_in: 3600 };
      });
    takePushes();
    const federation = await service();
    const result = await federation.completeLogin(request, {
      ...user,
      givenName: 'Al',
      email_verified: true,
      customAttributes: { level: 101 },
      organizationExternalName: 'Acme',
    });
    expect(form).toBe(
      'application/x-www-form-urlencoded grant_type=client_credentials&client_id=skc_1&client_secret=secret-canary',
    );
    expect(pushed).toEqual([
      {
        path: '/api/v1/connections/conn_1/auth-requests/lri_canary/user',
        headers: expect.objectContaining({
          Authorization: 'Bearer token-canary',
          'Content-Type': 'application/json',
        }),
        body: {
          sub: 'usr_1',
          email: 'canary@example.com',
          given_name: 'Al',
          email_verified: true,
          custom_attributes: { level: 101 },
          organization_external_name: 'Acme',
        },
      },
    ]);
    expect(result).toEqual({
      authRequestId: 'req_1',
      callbackUrl: `${origin}/sso/v1/connections/conn_1/partner:callback?state=state-canary`,
    });
  });

  it('accepts servers that answer a push with nothing', async () => {
    grantTokens();
    takePushes(200, '');
    expect(await (await service()).pushUser(request, user)).toEqual({});
  });

  it('asks for one token for a thousand cold logins at once (T35)', async () => {
    grantTokens();
    takePushes().persist();
    const federation = await service();
    await Promise.all(
      Array.from({ length: 1000 }, (_, index) =>
        federation.pushUser({ loginRequestId: `lri_${index}`, state: 's' }, user),
      ),
    );
    expect([tokens, pushed.length]).toEqual([1, 1000]);
  });

  it('asks for one fresh token when a revocation hits many logins (T36)', async () => {
    let current = 0;
    agent
      .get(origin)
      .intercept({ path: '/oauth/token', method: 'POST' })
      .reply(200, () => ({ access_token: `token-${(current += 1)}`, expires_in: 3600 }))
      .persist();
    agent
      .get(origin)
      .intercept({ path: /auth-requests/, method: 'POST' })
      .reply(({ headers }) => {
        const stale = (headers as Record<string, string>)['Authorization'] === 'Bearer token-1';
        return { statusCode: stale ? 401 : 200, data: '{}' };
      })
      .persist();
    const federation = await service();
    await federation.getAccessToken();
    await Promise.all(
      Array.from({ length: 100 }, (_, index) =>
        federation.pushUser({ loginRequestId: `lri_${index}`, state: 's' }, user),
      ),
    );
    expect(current).toBe(2);
  });

  describe('trusts a token', () => {
    const lifetimes: [unknown, number][] = [
      [3600, 3600],
      [86_399, 86_399],
      ['3600', 3600],
      [5, 30],
      [10_000_000, 86_400],
      [Number('18446744064486179580'), 3600],
      [-1, 3600],
      [0, 3600],
      ['soon', 3600],
      [null, 3600],
      [undefined, 3600],
    ];
    it.each(lifetimes)(
      'with expires_in %p for %p seconds, and renews it in the last fifth (T34)',
      async (expiresIn, seconds) => {
        const start = performance.now();
        const clock = jest.spyOn(performance, 'now');
        const at = (part: number) => clock.mockReturnValue(start + seconds * 1000 * part);
        grantTokens({ access_token: 't', expires_in: expiresIn });
        const federation = await service();
        at(0);
        await federation.getAccessToken();
        at(0.79);
        await federation.getAccessToken();
        expect(tokens).toBe(1);
        at(0.81);
        await federation.getAccessToken();
        await federation.getAccessToken();
        await new Promise((resolve) => setImmediate(resolve));
        expect(tokens).toBe(2);
        at(1.9);
        await federation.getAccessToken();
        expect(tokens).toBe(3);
      },
    );
  });

  describe('in the last fifth of a token', () => {
    const begin = performance.now();
    let clock: jest.SpiedFunction<typeof performance.now>;
    let log: CapturedLogger;
    let federation: FederationService;
    const at = (seconds: number) => clock.mockReturnValue(begin + seconds * 1000);
    const refuse = (status: number) =>
      agent
        .get(origin)
        .intercept({ path: '/oauth/token', method: 'POST' })
        .reply(status, { error: 'invalid_client' });
    const told = () => log.lines.filter((line) => line.includes('renew'));
    const login = async () => {
      await federation.getAccessToken();
      await new Promise((resolve) => setImmediate(resolve));
    };

    beforeEach(async () => {
      clock = jest.spyOn(performance, 'now');
      log = new CapturedLogger();
      const testing = await start();
      testing.useLogger(log);
      federation = testing.get(FederationService);
      at(0);
      agent
        .get(origin)
        .intercept({ path: '/oauth/token', method: 'POST' })
        .reply(200, { access_token: 'token-canary', expires_in: 3600 });
      await login();
    });

    it('a failing renewal is warned of once, with its cause, before any login fails', async () => {
      at(3000);
      refuse(401).times(3);
      await login();
      await login();
      at(3100);
      await login();
      expect(told()).toHaveLength(1);
      expect(told()[0]).toMatch(
        /^WARN .*conn_1.*Scalekit answered 401 to the token request.*SCALEKIT_CLIENT_SECRET.* 600 s/,
      );
      expect(agent.pendingInterceptors()).toEqual([]);
    });

    it('nothing is said of one that works', async () => {
      at(3000);
      grantTokens();
      await login();
      expect(tokens).toBe(1);
      expect(told()).toEqual([]);
    });

    it('the next token is warned of again', async () => {
      for (const seconds of [3000, 6000]) {
        at(seconds);
        refuse(503);
        await login();
        agent
          .get(origin)
          .intercept({ path: '/oauth/token', method: 'POST' })
          .reply(200, { access_token: 'token-canary', expires_in: 3600 });
        await login();
      }
      expect(told()).toHaveLength(2);
    });
  });

  it.each([
    ['no token', {}],
    ['a token with a line break', { access_token: 'a\r\nb' }],
    ['a token of 9,000 characters', { access_token: 'a'.repeat(9000) }],
    ['a token that is no string', { access_token: 7 }],
    ['a token of another type', { access_token: 'a', token_type: 'DPoP' }],
  ])('refuses %s (T34)', async (_what, answer) => {
    grantTokens(answer);
    await expect((await service()).getAccessToken()).rejects.toMatchObject({
      code: 'scalekit_unavailable',
    });
  });

  it('says which variables to check when the credentials are refused', async () => {
    agent
      .get(origin)
      .intercept({ path: '/oauth/token', method: 'POST' })
      .reply(401, { error: 'invalid_client' });
    await expect((await service()).pushUser(request, user)).rejects.toMatchObject({
      code: 'scalekit_rejected',
      message: expect.stringContaining('check SCALEKIT_ENVIRONMENT_URL, SCALEKIT_CLIENT_ID'),
    });
  });

  it('follows no redirect, so that neither secret nor user leaves for another origin', async () => {
    agent
      .get(origin)
      .intercept({ path: '/oauth/token', method: 'POST' })
      .reply(307, '', { headers: { location: 'https://evil.example/' } });
    await expect((await service()).getAccessToken()).rejects.toMatchObject({
      code: 'scalekit_rejected',
    });
  });

  it('reads no more than 64 KB of an answer (T39)', async () => {
    grantTokens();
    takePushes(200, `{"auth_request_id":"${'a'.repeat(70_000)}"}`);
    await expect((await service()).pushUser(request, user)).rejects.toMatchObject({
      code: 'scalekit_unavailable',
    });
  });

  it.each(['..', '../../organizations', 'a/b', 'a?b', 'a#b', 'a%2fb', '', 'x'.repeat(129), 'é'])(
    'refuses the login request id %j before anything is sent (T12)',
    async (loginRequestId) => {
      await expect(
        (await service()).pushUser({ loginRequestId, state: 's' }, user),
      ).rejects.toMatchObject({ code: 'login_request_invalid' });
    },
  );

  it('lets an app watch the calls through interceptors of the exported HttpService', async () => {
    grantTokens();
    takePushes();
    const testing = await start();
    const seen: unknown[] = [];
    testing.get<HttpService>(SCALEKIT_HTTP_SERVICE).axiosRef.interceptors.request.use((config) => {
      seen.push(config.url);
      return config;
    });
    await testing.get(FederationService).pushUser(request, user);
    expect(seen).toEqual([
      `${origin}/oauth/token`,
      `${origin}/api/v1/connections/conn_1/auth-requests/lri_canary/user`,
    ]);
  });

  it('keeps the tokens of several connections apart (T33)', async () => {
    const grant = (host: string, token: string) =>
      agent
        .get(host)
        .intercept({ path: '/oauth/token', method: 'POST' })
        .reply(200, { access_token: token, expires_in: 3600 });
    grant('https://crm.scalekit.com', 'crm-token');
    grant('https://billing.scalekit.com', 'billing-token');
    const federation = await service({
      connections: {
        crm: { environmentUrl: 'https://crm.scalekit.com', connectionId: 'conn_crm' },
        billing: { environmentUrl: 'https://billing.scalekit.com', connectionId: 'conn_billing' },
      },
    });
    expect(await federation.getAccessToken('crm')).toBe('crm-token');
    expect(await federation.getAccessToken('billing')).toBe('billing-token');
    await expect(federation.getAccessToken('sales')).rejects.toThrow(
      'There is no Scalekit connection named "sales". The configured ones are: crm, billing',
    );
  });

  it('fetches one fresh token and pushes once more when Scalekit refuses every token', async () => {
    grantTokens();
    takePushes(401).persist();
    await expect((await service()).pushUser(request, user)).rejects.toMatchObject({
      code: 'scalekit_rejected',
    });
    expect([tokens, pushed.length]).toEqual([2, 2]);
  });

  it('remembers who answered for longer than a login request lives, and not for ever', async () => {
    grantTokens();
    takePushes().persist();
    const federation = await service();
    await federation.pushUser(request, user);
    const other = { sub: 'usr_2', email: 'two@example.com' };
    const start = performance.now();
    const clock = jest.spyOn(performance, 'now').mockReturnValue(start + 14 * 60_000);
    await expect(federation.pushUser(request, other)).rejects.toMatchObject({
      code: 'login_request_taken',
    });
    clock.mockReturnValue(start + 16 * 60_000);
    await federation.pushUser(request, other);
    expect(pushed).toHaveLength(2);
  });

  it.each([
    ['a refusal', 400],
    ['an outage', 500],
    ['an expired token, twice', 401],
  ])('keeps every secret out of the error of %s (T18)', async (_what, status) => {
    grantTokens();
    takePushes(status, { message: 'canary' }).persist();
    const failure: unknown = await (
      await service()
    )
      .completeLogin(request, user)
      .catch((error) => error);
    expect(failure).toBeInstanceOf(FederationError);
    const shown = inspect(failure, { depth: 20, showHidden: true }) + JSON.stringify(failure);
    expect(shown).not.toContain('canary');
  });
});
