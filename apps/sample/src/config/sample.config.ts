import { randomBytes } from 'node:crypto';
import { registerAs, type ConfigType } from '@nestjs/config';
import { z } from 'zod';
import { emulatorUrlOf } from './emulator-url.js';
import { environmentSchema } from './environment.schema.js';

/** What the app needs to know of its surroundings. */
export const sampleConfig = registerAs('sample', () => {
  const environment = environmentSchema.safeParse(process.env);
  if (!environment.success) {
    throw new Error(`The app's environment is incomplete:\n${z.prettifyError(environment.error)}`);
  }
  const { data } = environment;
  const production = data.NODE_ENV === 'production';
  const publicUrl = (data.PUBLIC_URL ?? `http://localhost:${data.PORT}`).replace(/\/$/, '');
  return {
    production,
    port: data.PORT,
    httpAdapter: data.HTTP_ADAPTER,
    /** How many proxies before the app are believed about the client's address and scheme. */
    trustedProxies: data.TRUSTED_PROXIES,
    databaseUrl: data.DATABASE_URL,
    /** The database inside this process, for where there is no other. */
    embedded: { folder: data.DATABASE_DIR, template: data.DATABASE_TEMPLATE },
    /** Where several processes of this app keep who answered which login request. */
    redisUrl: data.REDIS_URL,
    // Made up outside production, so that a restart there signs everybody out.
    sessionSecret: data.SESSION_SECRET ?? randomBytes(32).toString('hex'),
    /** As browsers see the app; without a slash at its end. */
    publicUrl,
    /** Scalekit, where it is the emulator on this machine. */
    emulatorUrl: emulatorUrlOf(data.SCALEKIT_ENVIRONMENT_URL),
    /** Scopes that an AI app gets only from somebody who signs in for it. */
    elevatedScopes: data.ELEVATED_SCOPES.split(' ').filter((scope) => scope !== ''),
    /** The login page, where that is not this app's own. */
    loginUrl: data.LOGIN_URL,
    /** Pages on other origins that sign people in here: the same site as the app's, and another one. */
    frontEnd: production
      ? undefined
      : {
          port: data.FRONT_END_PORT,
          origins: ['localhost', '127.0.0.1'].map(
            (host) => `http://${host}:${data.FRONT_END_PORT}`,
          ),
          /** Where their scripts and their visitors find this app. */
          appUrl: data.SCALEKIT_APP_URL ?? publicUrl,
        },
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
    developmentIdentityProviders: !production && data.DEV_IDENTITY_PROVIDERS !== 'off',
  };
});

/** The type of {@link sampleConfig}. */
export type SampleConfig = ConfigType<typeof sampleConfig>;
