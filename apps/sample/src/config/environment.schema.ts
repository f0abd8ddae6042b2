import { z } from 'zod';

/** An empty variable is a missing one, as `KEY=` in a .env file leaves it. */
const blankable = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

/** An identity provider is configured wholly or not at all. */
const togetherOnly = [
  ['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'],
  ['SAML_ENTRY_POINT', 'SAML_CERTIFICATE'],
] as const;

/** The variables that the app reads. */
export const environmentSchema = z
  .object({
    NODE_ENV: z.string().optional(),
    PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
    FRONT_END_PORT: z.coerce.number().int().min(1).max(65_535).default(3200),
    HTTP_ADAPTER: z.enum(['express', 'fastify']).default('express'),
    TRUSTED_PROXIES: z.coerce.number().int().min(0).default(0),
    DATABASE_URL: blankable(
      z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// URL' }),
    ),
    DATABASE_DIR: blankable(z.string()),
    DATABASE_TEMPLATE: blankable(z.string()),
    REDIS_URL: blankable(z.url({ protocol: /^rediss?$/, error: 'must be a redis:// URL' })),
    SCALEKIT_ENVIRONMENT_URL: blankable(z.string()),
    SCALEKIT_APP_URL: blankable(z.string()),
    LOGIN_URL: blankable(z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' })),
    ELEVATED_SCOPES: z.string().default('shipments:write'),
    SESSION_SECRET: blankable(z.string().min(32, { error: 'must have 32 characters or more' })),
    PUBLIC_URL: blankable(z.url({ protocol: /^https?$/, error: 'must be an http(s) URL' })),
    OIDC_ISSUER: blankable(z.url()),
    OIDC_CLIENT_ID: blankable(z.string()),
    OIDC_CLIENT_SECRET: blankable(z.string()),
    SAML_ENTRY_POINT: blankable(z.url()),
    SAML_CERTIFICATE: blankable(z.string()),
    DEV_IDENTITY_PROVIDERS: blankable(z.enum(['on', 'off'])),
  })
  .superRefine((environment, context) => {
    for (const names of togetherOnly) {
      const missing = names.filter((name) => environment[name] === undefined);
      if (missing.length === names.length) continue;
      for (const name of missing) {
        const message = `is missing: ${names.join(', ')} belong together`;
        context.addIssue({ code: 'custom', path: [name], message });
      }
      if (environment.NODE_ENV === 'production' && environment.PUBLIC_URL === undefined) {
        const message = 'is missing: identity providers send people back to it';
        context.addIssue({ code: 'custom', path: ['PUBLIC_URL'], message });
      }
    }
  })
  .superRefine((environment, context) => {
    if (environment.NODE_ENV !== 'production') return;
    const need = (name: 'SESSION_SECRET' | 'DATABASE_URL', fix: string) =>
      context.addIssue({ code: 'custom', path: [name], message: `is missing: ${fix}` });
    if (environment.SESSION_SECRET === undefined) {
      need('SESSION_SECRET', 'set 32 random characters or more, e.g. from `openssl rand -hex 32`');
    }
    if (environment.DATABASE_URL === undefined && environment.DATABASE_DIR === undefined) {
      need('DATABASE_URL', 'set it to a PostgreSQL, or DATABASE_DIR to a folder');
    }
  });
