import { Test } from '@nestjs/testing';
import { FederationService, ScalekitFederationModule } from 'nestjs-scalekit-federation';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cookieSecret } from './federation-app.js';

/** The service alone, driven by hand, with this server in Scalekit's place. */
export async function serviceFor(
  server: Server,
  adapter: 'undici' | 'http',
): Promise<FederationService> {
  if (!server.listening) await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const module = ScalekitFederationModule.forRoot({
    environmentUrl: `http://127.0.0.1:${port}`,
    clientId: 'skc_1',
    clientSecret: 'secret',
    connectionId: 'conn_1',
    cookieSecrets: [cookieSecret],
    adapter,
  });
  const app = await Test.createTestingModule({ imports: [module] }).compile();
  return app.get(FederationService);
}
