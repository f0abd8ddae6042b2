import { Test } from '@nestjs/testing';
import { FederationService, ScalekitFederationModule } from 'nestjs-scalekit-federation';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { ScalekitEmulator } from 'scalekit-emulator';
import { cookieSecret } from '../support/federation-app.js';

const names = ['HTTP_PROXY', 'http_proxy', 'HTTPS_PROXY', 'https_proxy', 'NO_PROXY', 'no_proxy'];

describe('behind a proxy', () => {
  let emulator: ScalekitEmulator;
  let proxy: Server;
  /** What the proxy was asked to connect to. */
  let asked: string[];
  let before: NodeJS.ProcessEnv;

  beforeAll(async () => {
    before = { ...process.env };
    emulator = await ScalekitEmulator.start();
    proxy = createServer().on('connect', (request, client: Duplex) => {
      asked.push(request.url ?? '');
      const { hostname, port } = new URL(`http://${request.url}`);
      const target = connect(Number(port), hostname, () => {
        client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        target.pipe(client).pipe(target);
      });
      target.on('error', () => client.destroy());
      client.on('error', () => target.destroy());
    });
    await once(proxy.listen(0, '127.0.0.1'), 'listening');
  });
  beforeEach(() => {
    asked = [];
    for (const name of names) delete process.env[name];
  });
  afterEach(() => {
    for (const name of names) delete process.env[name];
    Object.assign(process.env, before);
  });
  afterAll(async () => {
    proxy?.close();
    proxy?.closeAllConnections();
    await emulator?.close();
  });

  async function accessToken(): Promise<string> {
    const { environmentUrl, clientId, clientSecret, connectionId } = emulator.credentials;
    const options = { environmentUrl, clientId, clientSecret, connectionId };
    const app = await Test.createTestingModule({
      imports: [ScalekitFederationModule.forRoot({ ...options, cookieSecrets: [cookieSecret] })],
    }).compile();
    return app.get(FederationService).getAccessToken();
  }
  const proxyUrl = () => `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;

  it.each(['HTTP_PROXY', 'http_proxy'])('Scalekit is reached through %s', async (name) => {
    process.env[name] = proxyUrl();
    expect(await accessToken()).toEqual(expect.any(String));
    expect(asked).toEqual([new URL(emulator.url).host]);
  });

  it('a host that NO_PROXY names is reached without it', async () => {
    process.env['HTTP_PROXY'] = proxyUrl();
    process.env['NO_PROXY'] = new URL(emulator.url).hostname;
    expect(await accessToken()).toEqual(expect.any(String));
    expect(asked).toEqual([]);
  });

  it('without any of the variables nothing stands between', async () => {
    expect(await accessToken()).toEqual(expect.any(String));
    expect(asked).toEqual([]);
  });
});
