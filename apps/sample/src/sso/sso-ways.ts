import type { SampleConfig } from '../config/sample.config.js';

/** The two protocols that companies' identity providers speak. */
export type SsoWay = 'oidc' | 'saml';

export const protocols: Readonly<Record<SsoWay, string>> = {
  oidc: 'OpenID Connect',
  saml: 'SAML',
};

/** What people know the providers by. */
export const providerNames: Readonly<Record<SsoWay, string>> = {
  oidc: 'Acme ID',
  saml: 'Bolt ID',
};

/** Whether people may sign in this way: a provider is configured, or one for development stands in. */
export function isOffered(config: SampleConfig, way: SsoWay): boolean {
  return config[way] !== undefined || config.developmentIdentityProviders;
}

export function offeredWays(config: SampleConfig): SsoWay[] {
  return (['oidc', 'saml'] as const).filter((way) => isOffered(config, way));
}

/** Where a provider sends people back to, as it has to be registered there. */
export function callbackUrl({ publicUrl }: SampleConfig, way: SsoWay): string {
  return `${publicUrl}/sso/${way}/callback`;
}
