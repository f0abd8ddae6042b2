import { Test } from '@nestjs/testing';
import { FederationService, ScalekitFederationModule } from 'nestjs-scalekit-federation';
import { cookieSecret } from './federation-app.js';

/** The service alone, driven by hand, with a server of the test's in Scalekit's place. */
export async function serviceFor(
  environmentUrl: string,
  adapter: 'undici' | 'http',
): Promise<FederationService> {
  const module = ScalekitFederationModule.forRoot({
    environmentUrl,
    clientId: 'skc_1',
    clientSecret: 'secret',
    connectionId: 'conn_1',
    cookieSecrets: [cookieSecret],
    adapter,
  });
  const app = await Test.createTestingModule({ imports: [module] }).compile();
  return app.get(FederationService);
}
