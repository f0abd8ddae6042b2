import type { HttpService } from '@nestjs/axios';
import { jest } from '@jest/globals';
import { Test } from '@nestjs/testing';
import {
  FederationInternalError,
  FederationService,
  SCALEKIT_HTTP_SERVICE,
  ScalekitFederationModule,
} from 'nestjs-scalekit-federation';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { inspect } from 'node:util';
import { generate } from 'selfsigned';
import { CapturedLogger } from '../support/captured-logger.js';
import { withEnvironment } from '../support/environment.js';
import { cookieSecret } from '../support/federation-app.js';
import { LocalServers } from '../support/local-servers.js';

const user = { sub: 'usr_1', email: 'canary@example.com' };
const request = { loginRequestId: 'lri_canary', state: 'state-canary' };
const token: RequestListener = (_request, response) =>
  void response.end('{"access_token":"token-canary"}');

/** Nothing listens there, and nothing can. */
const closed = 'http://127.0.0.1:9';

const servers = new LocalServers();
afterEach(async () => {
  jest.restoreAllMocks();
  await servers.close();
});

/** A Scalekit that answers the push, or the token request, in its own way. */
async function scalekit(answers: { token?: RequestListener; push?: RequestListener }) {
  const server = createServer((request, response) => {
    const isToken = request.url === '/oauth/token';
    const answer = isToken ? (answers.token ?? token) : answers.push;
    answer?.(request, response);
  });
  return `http://127.0.0.1:${await servers.listen(server)}`;
}

const status =
  (code: number, body = '', headers = {}): RequestListener =>
  (_request, response) =>
    void response.writeHead(code, headers).end(body);

const html = '<!doctype html><title>canary</title>';
const noEnvironment = {};
type Setting = { url: string; environment?: Record<string, string> };

const proxied = (address: string) => ({ HTTP_PROXY: address, HTTPS_PROXY: address });
const proxyAt = async (code: number) => {
  const proxy = createServer(status(code));
  proxy.on('connect', (_request, socket) => {
    socket.end(`HTTP/1.1 ${code} No\r\nContent-Length: 0\r\n\r\n`);
  });
  return proxied(`http://user:canary@127.0.0.1:${await servers.listen(proxy)}`);
};

const failures: [string, () => Promise<Setting>, Record<string, unknown>, RegExp][] = [
  [
    'a refused connection',
    async () => ({ url: closed }),
    { call: 'token', networkCode: 'ECONNREFUSED', attempts: 3, mayHaveArrived: false },
    /^could not reach Scalekit for the token: ECONNREFUSED \(3 attempts in \d\.\d+ s\); nothing listens there; check SCALEKIT_ENVIRONMENT_URL$/,
  ],
  [
    'an unknown host',
    async () => ({ url: 'https://canary.invalid' }),
    { call: 'token', networkCode: expect.stringMatching(/^(ENOTFOUND|EAI_AGAIN)$/) },
    /^could not reach Scalekit for the token: (ENOTFOUND|EAI_AGAIN) \(3 attempts in \d\.\d+ s\); (no such host is known; check SCALEKIT_ENVIRONMENT_URL|the name server does not answer; check the DNS of this machine)$/,
  ],
  [
    'an untrusted certificate',
    async () => {
      const { private: key, cert } = await generate([{ name: 'commonName', value: 'localhost' }]);
      const port = await servers.listen(createTlsServer({ key, cert }, token));
      return { url: `https://localhost:${port}` };
    },
    { call: 'token', networkCode: 'DEPTH_ZERO_SELF_SIGNED_CERT', attempts: 1 },
    /^the certificate met for the token is not trusted: DEPTH_ZERO_SELF_SIGNED_CERT \(1 attempt in \d\.\d+ s\); .*NODE_EXTRA_CA_CERTS$/,
  ],
  [
    'a proxy that asks for credentials',
    async () => ({ url: 'http://acme.localhost:4520', environment: await proxyAt(407) }),
    { call: 'token', networkCode: 'PROXY_407', attempts: 1, mayHaveArrived: false },
    /^the proxy did not let the token request through: PROXY_407 \(1 attempt in \d\.\d+ s\); it asks for credentials; check the proxy's user and password in HTTPS_PROXY or HTTP_PROXY$/,
  ],
  [
    'a push answered 500',
    async () => ({ url: await scalekit({ push: status(500, 'canary') }) }),
    { call: 'push', upstreamStatus: 500, attempts: 1, mayHaveArrived: true },
    /^Scalekit answered 500 to the push \(1 attempt in \d\.\d+ s\)$/,
  ],
  [
    'a push answered 503, again and again',
    async () => ({ url: await scalekit({ push: status(503) }) }),
    { call: 'push', upstreamStatus: 503, attempts: 3 },
    /^Scalekit answered 503 to the push \(3 attempts in \d\.\d+ s\)$/,
  ],
  [
    'too many pushes',
    async () => ({ url: await scalekit({ push: status(429, '', { 'retry-after': '40' }) }) }),
    { call: 'push', upstreamStatus: 429, attempts: 1, retryAfterSeconds: expect.any(Number) },
    /^Scalekit answered 429 to the push \(1 attempt in \d\.\d+ s\); the environment's rate limit is reached$/,
  ],
  [
    'too many token requests',
    async () => ({ url: await scalekit({ token: status(429, '', { 'retry-after': '40' }) }) }),
    { call: 'token', upstreamStatus: 429, attempts: 1, retryAfterSeconds: expect.any(Number) },
    /^Scalekit answered 429 to the token request \(1 attempt in \d\.\d+ s\); the environment's rate limit is reached$/,
  ],
  [
    'a web page from the token endpoint',
    async () => ({ url: await scalekit({ token: status(200, html) }) }),
    { call: 'token', upstreamStatus: 200, networkCode: 'NOT_JSON', attempts: 1 },
    /^the response 200 to the token request is not Scalekit's: NOT_JSON \(1 attempt in \d\.\d+ s\); SCALEKIT_ENVIRONMENT_URL leads elsewhere, or a proxy answers in its place$/,
  ],
  [
    'a response that is too large',
    async () => ({ url: await scalekit({ push: status(200, 'x'.repeat(70_000)) }) }),
    { call: 'push', networkCode: 'TOO_LARGE', attempts: 1, mayHaveArrived: true },
    /^the response to the push is too large to be Scalekit's: TOO_LARGE \(1 attempt in \d\.\d+ s\); SCALEKIT_ENVIRONMENT_URL leads elsewhere, or a proxy answers in its place$/,
  ],
  [
    'refused credentials',
    async () => ({ url: await scalekit({ token: status(401, '{}') }) }),
    { code: 'scalekit_rejected', call: 'token', upstreamStatus: 401, attempts: 1 },
    /^Scalekit answered 401 to the token request \(1 attempt in \d\.\d+ s\); check SCALEKIT_ENVIRONMENT_URL, SCALEKIT_CLIENT_ID and SCALEKIT_CLIENT_SECRET$/,
  ],
  [
    'a token that no push is accepted with',
    async () => ({ url: await scalekit({ push: status(401, '{}') }) }),
    { code: 'scalekit_rejected', call: 'push', upstreamStatus: 401, attempts: 2 },
    /^Scalekit answered 401 to the push \(2 attempts in \d\.\d+ s\); check SCALEKIT_CLIENT_ID and SCALEKIT_CLIENT_SECRET$/,
  ],
  [
    'a login request that Scalekit does not know',
    async () => ({ url: await scalekit({ push: status(404, '{}') }) }),
    { code: 'scalekit_rejected', call: 'push', upstreamStatus: 404, mayHaveArrived: false },
    /^Scalekit answered 404 to the push \(1 attempt in \d\.\d+ s\); it does not know this sign-in request; .* SCALEKIT_CONNECTION_ID is wrong$/,
  ],
  [
    'connections that break',
    async () => ({ url: await scalekit({ push: (request) => void request.socket.destroy() }) }),
    { call: 'push', networkCode: expect.stringMatching(/^(ECONNRESET|UND_ERR_SOCKET)$/) },
    /^the push broke off on its way: (ECONNRESET|UND_ERR_SOCKET) \(3 attempts in \d\.\d+ s\)$/,
  ],
];

async function start(url: string, adapter: 'undici' | 'http') {
  const log = new CapturedLogger();
  const testing = await Test.createTestingModule({
    imports: [
      ScalekitFederationModule.forRoot({
        environmentUrl: url,
        clientId: 'skc_1',
        clientSecret: 'secret-canary',
        connectionId: 'conn_1',
        cookieSecrets: [cookieSecret],
        adapter,
      }),
    ],
  }).compile();
  testing.useLogger(log);
  return { testing, log, federation: testing.get(FederationService) };
}

const shown = (error: unknown): string =>
  inspect(error, { depth: 20, showHidden: true }) + JSON.stringify(error) + (error as Error).stack;

describe.each(['undici', 'http'] as const)('with the adapter %s', (adapter) => {
  it.each(failures)(
    '%s is told once in the log, with its cause, and to no visitor',
    async (_what, prepare, facts, sentence) => {
      const { url, environment = noEnvironment } = await prepare();
      await withEnvironment(environment, async () => {
        const { federation, log } = await start(url, adapter);
        const error: Error = await federation.completeLogin(request, user).then(
          () => new Error('it worked'),
          (error: Error) => error,
        );
        expect(error).toMatchObject({ elapsedMs: expect.any(Number), ...facts });
        expect(error.message).toMatch(sentence);
        const lines = log.lines.filter((line) => /^(WARN|ERROR)/.test(line));
        expect(lines).toEqual([
          `ERROR login request refused sub="usr_1" connection=conn_1 reason=${Reflect.get(error, 'code')}: ${error.message}`,
        ]);
        expect(shown(error) + lines.join('')).not.toContain('canary');
        const told = JSON.stringify((error as FederationInternalError).getResponse());
        expect(told).not.toMatch(/attempt|[A-Z]{4,}|canary/);
      });
    },
  );
});

describe('a proxy that is not there', () => {
  it('is not taken for Scalekit', async () => {
    await withEnvironment(proxied('http://user:canary@127.0.0.1:9'), async () => {
      const { federation } = await start('https://acme.scalekit.com', 'undici');
      const error: unknown = await federation.getAccessToken().catch((error: unknown) => error);
      expect(error).toMatchObject({
        networkCode: 'PROXY_ECONNREFUSED',
        message: expect.stringContaining('no proxy answers; check HTTPS_PROXY or HTTP_PROXY'),
      });
      expect(shown(error)).not.toContain('canary');
    });
  });
});

describe("a fault of the app's own interceptor", () => {
  const thrown = new TypeError('token-canary of canary@example.com');

  it.each(['request', 'response'] as const)(
    'in the %s is no outage, and its message stays private',
    async (side) => {
      const { federation, testing, log } = await start(
        await scalekit({ push: status(200, '{}') }),
        'undici',
      );
      await federation.getAccessToken();
      const { interceptors } = testing.get<HttpService>(SCALEKIT_HTTP_SERVICE).axiosRef;
      const fail = () => Promise.reject(thrown);
      if (side === 'request') interceptors.request.use(fail);
      else interceptors.response.use(fail);
      const error: unknown = await federation
        .completeLogin(request, user)
        .catch((error: unknown) => error);
      expect(error).toBeInstanceOf(FederationInternalError);
      expect(error).toMatchObject({ code: 'internal_error', mayHaveArrived: true });
      expect((error as FederationInternalError).getStatus()).toBe(500);
      const lines = log.lines.filter((line) => line.startsWith('ERROR'));
      expect(lines).toHaveLength(1);
      expect(lines[0]).toMatch(/reason=internal_error: .*TypeError/);
      expect(lines[0]).toMatch(/causes\.spec\.ts:\d+/);
      expect(shown(error) + lines.join('')).not.toContain('canary');
      // Nobody knows whether Scalekit took it, so nobody else may answer.
      const other = { sub: 'usr_2', email: 'two@example.com' };
      await expect(federation.pushUser(request, other)).rejects.toMatchObject({
        code: 'login_request_taken',
      });
    },
  );
});
