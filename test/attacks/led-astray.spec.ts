import { Test } from '@nestjs/testing';
import { FederationService, ScalekitFederationModule } from 'nestjs-scalekit-federation';
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { generate } from 'selfsigned';
import { cookieSecret } from '../support/federation-app.js';

const user = { sub: 'usr_1', email: 'one@example.com' };
const token = '{"access_token":"t","expires_in":3600}';

/** Scalekit's name leads to somebody else, or Scalekit itself sends the backend on to somebody else. */
describe.each(['undici', 'http'] as const)('by the adapter %s, a call to Scalekit', (adapter) => {
  const servers: Server[] = [];
  /** What came to the server that must never hear of us. */
  let heard: string[];

  beforeEach(() => {
    heard = [];
  });
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.close();
      server.closeAllConnections();
    }
  });

  async function listen(server: Server): Promise<number> {
    servers.push(server);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return (server.address() as AddressInfo).port;
  }

  const hear: RequestListener = ({ method, url }, response) => {
    heard.push(`${method} ${url}`);
    response.end(token);
  };

  async function handOff(environmentUrl: string): Promise<unknown> {
    const app = await Test.createTestingModule({
      imports: [
        ScalekitFederationModule.forRoot({
          environmentUrl,
          clientId: 'skc_1',
          clientSecret: 'secret',
          connectionId: 'conn_1',
          cookieSecrets: [cookieSecret],
          adapter,
        }),
      ],
    }).compile();
    const request = { loginRequestId: 'lri_1', state: 's' };
    return app
      .get(FederationService)
      .completeLogin(request, user)
      .catch((error: unknown) => error);
  }

  const redirects = [301, 302, 303, 307, 308].flatMap((status) =>
    (['token', 'push'] as const).map((call) => [call, status] as const),
  );

  it.each(redirects)(
    'for the %s goes nowhere else when it is answered %i (T16)',
    async (call, status) => {
      const elsewhere = `http://127.0.0.1:${await listen(createServer(hear))}/stolen`;
      const scalekit = createServer((request, response) => {
        const asked = request.url === '/oauth/token' ? 'token' : 'push';
        if (asked === call) response.writeHead(status, { location: elsewhere }).end();
        else response.end(token);
      });
      const error = await handOff(`http://127.0.0.1:${await listen(scalekit)}`);
      expect(error).toMatchObject({ code: 'scalekit_rejected' });
      expect(heard).toEqual([]);
    },
  );

  it.each([
    ['nobody has signed', 'localhost'],
    ['is of another host', 'elsewhere.example'],
  ])('tells nothing to a server whose certificate %s (T17)', async (_what, commonName) => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: commonName }]);
    const port = await listen(createTlsServer({ key, cert }, hear));
    const error = await handOff(`https://localhost:${port}`);
    expect(error).toMatchObject({ code: 'scalekit_unavailable', mayHaveArrived: false });
    expect(heard).toEqual([]);
  });
});
