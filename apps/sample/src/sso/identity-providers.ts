import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { SampleConfig } from '../config/sample.config.js';
import type { RunningServer } from '../http/listen.js';
import { callbackUrl, isOffered, providerNames } from './sso-ways.js';

export interface OidcProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface SamlProvider {
  readonly entryPoint: string;
  /** PEM of what it signs with. */
  readonly certificate: string;
}

/** A development provider. */
interface Started {
  readonly name: string;
  readonly server: RunningServer;
}

/** Who vouches for this app's users: as configured, or in development providers of this process. */
@Injectable()
export class IdentityProviders implements OnApplicationShutdown {
  /** Starts the development providers that are needed. */
  static async connect(config: SampleConfig): Promise<IdentityProviders> {
    const started: Started[] = [];
    let { oidc, saml } = config;
    if (isOffered(config, 'oidc') && !oidc) {
      const { startOidcIdentityProvider, oidcAccounts } = await development();
      const client = { clientId: 'waybill', clientSecret: 'development only' };
      const server = await startOidcIdentityProvider({
        ...client,
        name: providerNames.oidc,
        accounts: oidcAccounts,
        redirectUris: [callbackUrl(config, 'oidc')],
      });
      started.push({ name: providerNames.oidc, server });
      oidc = { issuer: server.url, ...client };
    }
    if (isOffered(config, 'saml') && !saml) {
      const { startSamlIdentityProvider, samlAccounts } = await development();
      const server = await startSamlIdentityProvider({
        name: providerNames.saml,
        accounts: samlAccounts,
        assertionConsumerServiceUrls: [callbackUrl(config, 'saml')],
      });
      started.push({ name: providerNames.saml, server });
      saml = server;
    }
    return new IdentityProviders(oidc, saml, started);
  }

  private readonly logger = new Logger('SingleSignOn');

  private constructor(
    private readonly oidcProvider: OidcProvider | undefined,
    private readonly samlProvider: SamlProvider | undefined,
    private readonly started: readonly Started[],
  ) {
    for (const { name, server } of started) {
      this.logger.log(`${name}, for development, signs in whoever asks: ${server.url}`);
    }
  }

  get oidc(): OidcProvider {
    if (!this.oidcProvider) throw new Error('No OpenID provider is configured');
    return this.oidcProvider;
  }

  get saml(): SamlProvider {
    if (!this.samlProvider) throw new Error('No SAML identity provider is configured');
    return this.samlProvider;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.started.map(({ server }) => server.close()));
  }
}

/** Loaded when it is needed: never in production. */
function development() {
  return import('./dev-identity-providers/index.js');
}
