import { randomBytes } from 'node:crypto';
import { registerAs, type ConfigType } from '@nestjs/config';
import { z } from 'zod';
import { environmentSchema } from './environment.schema.js';

/** What the app needs to know of its surroundings. */
export const sampleConfig = registerAs('sample', () => {
  const environment = environmentSchema.safeParse(process.env);
  if (!environment.success) {
    throw new Error(`The app's environment is incomplete:\n${z.prettifyError(environment.error)}`);
  }
  const { data } = environment;
  return {
    production: data.NODE_ENV === 'production',
    port: data.PORT,
    httpAdapter: data.HTTP_ADAPTER,
    /** How many proxies before the app are believed about the client's address and scheme. */
    trustedProxies: data.TRUSTED_PROXIES,
    databaseUrl: data.DATABASE_URL,
    /** Folder of the embedded database; it lives in memory without one. */
    databaseFolder: data.DATABASE_DIR,
    // Made up outside production, so that a restart there signs everybody out.
    sessionSecret: data.SESSION_SECRET ?? randomBytes(32).toString('hex'),
    /** As browsers see the app; without a slash at its end. */
    publicUrl: (data.PUBLIC_URL ?? `http://localhost:${data.PORT}`).replace(/\/$/, ''),
    oidc: data.OIDC_ISSUER
      ? {
          issuer: data.OIDC_ISSUER,
          clientId: data.OIDC_CLIENT_ID ?? '',
          clientSecret: data.OIDC_CLIENT_SECRET ?? '',
        }
      : undefined,
    saml: data.SAML_ENTRY_POINT
      ? { entryPoint: data.SAML_ENTRY_POINT, certificate: data.SAML_CERTIFICATE ?? '' }
      : undefined,
    /** Stand in for the identity providers that are not configured. */
    developmentIdentityProviders:
      data.NODE_ENV !== 'production' && data.DEV_IDENTITY_PROVIDERS !== 'off',
  };
});

/** The type of {@link sampleConfig}. */
export type SampleConfig = ConfigType<typeof sampleConfig>;
