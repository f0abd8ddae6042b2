import { Test, type TestingModule } from '@nestjs/testing';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FederationService, ScalekitFederationModule } from 'nestjs-scalekit-federation';
import { cookieSecret } from '../support/federation-app.js';
import { MemoryClaims } from '../support/memory-claims.js';

describe('two environments that share a store', () => {
  const servers: Server[] = [];
  const apps: TestingModule[] = [];
  afterEach(async () => {
    for (const app of apps.splice(0)) await app.close();
    for (const server of servers.splice(0)) {
      server.close();
      server.closeAllConnections();
    }
  });

  /** A Scalekit that takes everything, and an app that is connected to it. */
  async function start(store: MemoryClaims): Promise<FederationService> {
    const server = createServer((request, response) =>
      response.end(request.url === '/oauth/token' ? '{"access_token":"t"}' : '{}'),
    );
    servers.push(server);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const app = await Test.createTestingModule({
      imports: [
        ScalekitFederationModule.forRoot({
          environmentUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
          clientId: 'skc_1',
          clientSecret: 'secret',
          connectionId: 'conn_1',
          cookieSecrets: [cookieSecret],
          store,
        }),
      ],
    }).compile();
    apps.push(app);
    return app.get(FederationService);
  }

  it('keep their login requests apart, though all ids are the same', async () => {
    const store = new MemoryClaims();
    const [staging, production] = [await start(store), await start(store)];
    const request = { loginRequestId: 'lri_1', state: 's' };
    const one = { sub: 'usr_1', email: 'one@example.com' };
    const two = { sub: 'usr_2', email: 'two@example.com' };
    await expect(staging.pushUser(request, one)).resolves.toEqual({});
    await expect(production.pushUser(request, two)).resolves.toEqual({});
    await expect(production.pushUser(request, one)).rejects.toMatchObject({
      code: 'login_request_taken',
    });
  });
});
