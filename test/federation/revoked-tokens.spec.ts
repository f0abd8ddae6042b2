import { FederationService } from 'nestjs-scalekit-federation';
import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { serviceFor } from '../support/bare-service.js';
import { LocalServers } from '../support/local-servers.js';

const user = { sub: 'usr_1', email: 'one@example.com' };

describe.each(['undici', 'http'] as const)('a revoked token, by the adapter %s,', (adapter) => {
  const servers = new LocalServers();
  let server: Server;
  let federation: FederationService;
  let tokens: number;
  /** Pushes with the revoked token, which wait for their answer. */
  let refused: ServerResponse[];
  let refusedOnes: (count: number) => Promise<void>;

  beforeEach(async () => {
    tokens = 0;
    refused = [];
    server = createServer((request, response) => {
      const isToken = request.url === '/oauth/token';
      if (isToken) response.end(`{"access_token":"token-${(tokens += 1)}","expires_in":3600}`);
      else if (request.headers.authorization !== 'Bearer token-1') response.end('{}');
      else {
        refused.push(response);
        server.emit('refused');
      }
    });
    refusedOnes = async (count) => {
      while (refused.length < count) await once(server, 'refused');
    };
    const port = await servers.listen(server);
    federation = await serviceFor(`http://127.0.0.1:${port}`, adapter);
  });
  afterEach(() => servers.close());

  const push = (id: number) =>
    federation.pushUser({ loginRequestId: `lri_${id}`, state: 's' }, user);

  it('costs one new one, though a login hears of it later than another (T36)', async () => {
    await federation.getAccessToken();
    const logins = [push(1), push(2)];
    await refusedOnes(2);
    refused[0]?.writeHead(401).end();
    await Promise.race(logins);
    expect(tokens).toBe(2);
    refused[1]?.writeHead(401).end();
    await Promise.all(logins);
    expect(tokens).toBe(2);
  });
});
