import { Module, type DynamicModule, type ModuleMetadata } from '@nestjs/common';
import { Configuration } from 'openid-client';
import type { SampleConfig } from '../config/sample.config.js';
import { SessionModule } from '../session/session.module.js';
import { UsersModule } from '../users/users.module.js';
import { IdentityProviders } from './identity-providers.js';
import { discover } from './oidc/oidc.configuration.js';
import { OidcController } from './oidc/oidc.controller.js';
import { OidcStrategy } from './oidc/oidc.strategy.js';
import { SamlController } from './saml/saml.controller.js';
import { SamlStrategy } from './saml/saml.strategy.js';
import { SsoAccounts } from './sso-accounts.service.js';
import { isOffered } from './sso-ways.js';

const openIdConnect: ModuleMetadata = {
  controllers: [OidcController],
  providers: [
    OidcStrategy,
    {
      provide: Configuration,
      useFactory: ({ oidc }: IdentityProviders) => discover(oidc),
      inject: [IdentityProviders],
    },
  ],
};
const saml: ModuleMetadata = { controllers: [SamlController], providers: [SamlStrategy] };

/** Single sign-on by the protocols that are configured. */
@Module({})
export class SsoModule {
  static for(config: SampleConfig): DynamicModule {
    const ways = [
      ...(isOffered(config, 'oidc') ? [openIdConnect] : []),
      ...(isOffered(config, 'saml') ? [saml] : []),
    ];
    return {
      module: SsoModule,
      imports: [SessionModule, UsersModule],
      controllers: ways.flatMap(({ controllers = [] }) => controllers),
      providers: [
        SsoAccounts,
        { provide: IdentityProviders, useFactory: () => IdentityProviders.connect(config) },
        ...ways.flatMap(({ providers = [] }) => providers),
      ],
    };
  }
}
