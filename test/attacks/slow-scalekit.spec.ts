import { jest } from '@jest/globals';
import type { HttpService } from '@nestjs/axios';
import { Test } from '@nestjs/testing';
import {
  FederationService,
  SCALEKIT_HTTP_SERVICE,
  ScalekitFederationModule,
} from 'nestjs-scalekit-federation';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { serviceFor } from '../support/bare-service.js';
import { cookieSecret } from '../support/federation-app.js';
import { hurry } from '../support/hurry.js';
import { LocalServers } from '../support/local-servers.js';

const user = { sub: 'usr_1', email: 'one@example.com' };
const request = (id: number) => ({ loginRequestId: `lri_${id}`, state: 's' });

const healthy: Record<'token' | 'push', RequestListener> = {
  token: (_request, response) => void response.end('{"access_token":"t","expires_in":3600}'),
  push: (_request, response) => void response.end('{"auth_request_id":"req_1"}'),
};

/** A byte now and then: no silence is long enough for a timeout of the socket. */
function drip(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 5);
  response.once('close', () => clearInterval(timer));
}

const spiteful: [string, (response: ServerResponse) => void][] = [
  ['drips', drip],
  ['sends headers and stalls', (response) => void response.writeHead(200).write('{')],
  ['says nothing at all', () => undefined],
];

describe.each(['undici', 'http'] as const)('with the adapter %s', (adapter) => {
  const servers = new LocalServers();
  let server: Server;
  let answers: typeof healthy;
  let asked: Record<'token' | 'push', number>;

  beforeEach(async () => {
    answers = { ...healthy };
    asked = { token: 0, push: 0 };
    server = createServer((request, response) => {
      const call = request.url === '/oauth/token' ? 'token' : 'push';
      asked[call] += 1;
      answers[call](request, response);
    });
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await servers.close();
  });

  const start = async () => serviceFor(`http://127.0.0.1:${await servers.listen(server)}`, adapter);

  describe.each(spiteful)('a server that %s', (_what, answer) => {
    it('for the token ends within the budget, and the next hand-off is not held up by it (T39, T60)', async () => {
      const federation = await start();
      hurry(30);
      answers.token = (_request, response) => answer(response);
      const failed = federation.pushUser(request(1), user);
      await expect(failed).rejects.toMatchObject({ code: 'scalekit_unavailable' });
      expect(asked).toEqual({ token: 3, push: 0 });

      answers.token = healthy.token;
      await expect(federation.pushUser(request(2), user)).resolves.toEqual({
        authRequestId: 'req_1',
      });
      expect(asked).toEqual({ token: 4, push: 1 });
    });

    it('for the push ends within the budget, and the next hand-off is not held up by it (T39, T60)', async () => {
      const federation = await start();
      await federation.getAccessToken();
      hurry(30);
      answers.push = (_request, response) => answer(response);
      const failed = federation.pushUser(request(1), user);
      await expect(failed).rejects.toMatchObject({
        code: 'scalekit_unavailable',
        mayHaveArrived: true,
      });
      answers.push = healthy.push;
      await expect(federation.pushUser(request(1), user)).resolves.toEqual({
        authRequestId: 'req_1',
      });
    });
  });
});

describe('a token that never comes, though nothing of the network is to blame,', () => {
  it('is the bad luck of those who wait for it, not of the next one (T60)', async () => {
    const app = await Test.createTestingModule({
      imports: [
        ScalekitFederationModule.forRoot({
          environmentUrl: 'https://acme.scalekit.com',
          clientId: 'skc_1',
          clientSecret: 'secret',
          connectionId: 'conn_1',
          cookieSecrets: [cookieSecret],
        }),
      ],
    }).compile();
    const { axiosRef } = app.get<HttpService>(SCALEKIT_HTTP_SERVICE);
    const stuck = axiosRef.interceptors.request.use(() => new Promise(() => undefined));
    const federation = app.get(FederationService);
    hurry(30);
    await expect(federation.getAccessToken()).rejects.toMatchObject({
      code: 'scalekit_unavailable',
    });
    axiosRef.interceptors.request.eject(stuck);
    axiosRef.defaults.adapter = (config) =>
      Promise.resolve({
        data: '{"access_token":"fresh"}',
        status: 200,
        statusText: '',
        headers: {},
        config,
      });
    await expect(federation.getAccessToken()).resolves.toBe('fresh');
    jest.restoreAllMocks();
  });
});
