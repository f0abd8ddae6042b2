import { Provider, type ClientMetadata, type Configuration } from 'oidc-provider';
import type { Environment, ResolvedSettings } from '../environment/environment.js';
import { newId, newSecret } from '../environment/ids.js';
import { errorPage } from '../pages/error-page.js';
import { clientMetadataFetch } from './client-metadata-document.js';
import type { SigningKey } from './signing-key.js';
import { oidcScopes } from './scopes.js';
import type { Storage } from './storage.js';

/** The hooks of one issuer that need the flow's state. */
export type FlowHooks = Required<Pick<Configuration, 'findAccount' | 'formats'>> & {
  loginUrl: NonNullable<NonNullable<Configuration['interactions']>['url']>;
  resourceIndicators: NonNullable<NonNullable<Configuration['features']>['resourceIndicators']>;
};

/** One issuer, set up as Scalekit sets up an MCP server: code with PKCE S256, and consent every time. */
export function createProvider(
  issuer: string,
  environment: Environment,
  key: SigningKey,
  storage: Storage,
  clients: ClientMetadata[],
  hooks: FlowHooks,
): Provider {
  const { settings } = environment;
  return new Provider(issuer, {
    adapter: (model) =>
      storage.adapter(model, model === 'RefreshToken' ? graceSecondsOf(settings) : 0),
    claims: {
      openid: ['sub'],
      email: ['email', 'email_verified'],
      profile: ['name', 'given_name', 'family_name', 'preferred_username', 'picture', 'locale'],
    },
    clientBasedCORS: () => true,
    clients,
    expiresWithSession: () => false,
    features: {
      clientCredentials: { enabled: true },
      clientIdMetadataDocument: {
        enabled: settings.clientIdMetadata !== 'off',
        ack: 'draft-02',
      },
      devInteractions: { enabled: false },
      registration: {
        enabled: true,
        idFactory: () => newId('m2m'),
        secretFactory: () => newSecret('test'),
        issueRegistrationAccessToken: false,
      },
      resourceIndicators: hooks.resourceIndicators,
      rpInitiatedLogout: { enabled: false },
      userinfo: { enabled: false },
    },
    fetch: clientMetadataFetch(settings.clientIdMetadata),
    findAccount: hooks.findAccount,
    formats: hooks.formats,
    interactions: { url: hooks.loginUrl },
    jwks: { keys: [key.privateJwk] },
    pkce: { required: () => true },
    renderError: (ctx, { error, error_description }) => {
      const reply = errorPage(ctx.status, error, error_description ?? 'The request was refused.');
      for (const [name, value] of Object.entries(reply.headers)) ctx.set(name, value);
      ctx.body = reply.body;
    },
    responseTypes: ['code'],
    rotateRefreshToken: settings.refreshTokenRotation !== 'off',
    routes: {
      authorization: '/oauth/authorize',
      jwks: '/keys',
      registration: '/oauth/register',
      token: '/oauth/token',
    },
    scopes: oidcScopes,
    ttl: {
      AccessToken: (_ctx, token) =>
        token.resourceServer?.accessTokenTTL ?? settings.accessTokenTtlSeconds,
      AuthorizationCode: 60,
      ClientCredentials: (_ctx, token) =>
        token.resourceServer?.accessTokenTTL ?? settings.accessTokenTtlSeconds,
      Grant: 14 * 86_400,
      IdToken: settings.accessTokenTtlSeconds,
      // The login request has its own clock; this only has to outlast it and the consent.
      Interaction: 86_400,
      RefreshToken: 14 * 86_400,
      Session: 86_400,
    },
  });
}

function graceSecondsOf({ refreshTokenRotation }: ResolvedSettings): number {
  return refreshTokenRotation === 'grace' ? 30 : 0;
}
