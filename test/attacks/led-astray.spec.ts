import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { generate } from 'selfsigned';
import { serviceFor } from '../support/bare-service.js';
import { LocalServers } from '../support/local-servers.js';

const user = { sub: 'usr_1', email: 'one@example.com' };
const token = '{"access_token":"t","expires_in":3600}';

/** Scalekit's name leads to somebody else, or Scalekit itself sends the backend on to somebody else. */
describe.each(['undici', 'http'] as const)('by the adapter %s, a call to Scalekit', (adapter) => {
  const servers = new LocalServers();
  /** What came to the server that must never hear of us. */
  let heard: string[];

  beforeEach(() => {
    heard = [];
  });
  afterEach(() => servers.close());

  const hear: RequestListener = ({ method, url }, response) => {
    heard.push(`${method} ${url}`);
    response.end(token);
  };

  async function handOff(environmentUrl: string): Promise<unknown> {
    const federation = await serviceFor(environmentUrl, adapter);
    const request = { loginRequestId: 'lri_1', state: 's' };
    return federation.completeLogin(request, user).catch((error: unknown) => error);
  }

  const redirects = [301, 302, 303, 307, 308].flatMap((status) =>
    (['token', 'push'] as const).map((call) => [call, status] as const),
  );

  it.each(redirects)(
    'for the %s goes nowhere else when it is answered %i (T16)',
    async (call, status) => {
      const elsewhere = `http://127.0.0.1:${await servers.listen(createServer(hear))}/stolen`;
      const scalekit = createServer((request, response) => {
        const asked = request.url === '/oauth/token' ? 'token' : 'push';
        if (asked === call) response.writeHead(status, { location: elsewhere }).end();
        else response.end(token);
      });
      const error = await handOff(`http://127.0.0.1:${await servers.listen(scalekit)}`);
      expect(error).toMatchObject({ code: 'scalekit_rejected' });
      expect(heard).toEqual([]);
    },
  );

  it.each([
    ['nobody has signed', 'localhost'],
    ['is of another host', 'elsewhere.example'],
  ])('tells nothing to a server whose certificate %s (T17)', async (_what, commonName) => {
    const { private: key, cert } = await generate([{ name: 'commonName', value: commonName }]);
    const port = await servers.listen(createTlsServer({ key, cert }, hear));
    const error = await handOff(`https://localhost:${port}`);
    expect(error).toMatchObject({ code: 'scalekit_unavailable', mayHaveArrived: false });
    expect(heard).toEqual([]);
  });
});
