import { generateKeyPairSync, randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { interactionPolicy, Provider } from 'oidc-provider';
import { accountPage } from './account-page.js';
import type { Account } from './account.js';
import { listen, type RunningServer } from '../../http/listen.js';
import { MemoryAdapter } from './memory-adapter.js';

export interface OidcIdentityProviderOptions {
  /** @default 0, a free one */
  readonly port?: number;
  /** What its pages call it. */
  readonly name: string;
  readonly accounts: readonly Account[];
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
}

/**
 * An OpenID provider for development: code flow, with or without PKCE, no consent. It asks once who
 * one is and answers at once from then on, unless it is sent `prompt=select_account` or `login`.
 * Its URL is its issuer.
 */
export function startOidcIdentityProvider(
  options: OidcIdentityProviderOptions,
): Promise<RunningServer> {
  return listen(options.port ?? 0, (url) => {
    const provider = createProvider(url, options);
    const answer = provider.callback();
    return (request, response) => {
      if (!request.url?.startsWith('/interaction/')) return void answer(request, response);
      interact(provider, options, request, response).catch((error: unknown) => {
        response.writeHead(400, { 'content-type': 'text/plain' });
        response.end(error instanceof Error ? error.message : 'unknown failure');
      });
    };
  });
}

function createProvider(issuer: string, options: OidcIdentityProviderOptions): Provider {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const policy = interactionPolicy.base();
  policy.add(new interactionPolicy.Prompt({ name: 'select_account', requestable: true }), 0);
  return new Provider(issuer, {
    adapter: MemoryAdapter,
    claims: { openid: ['sub'], profile: ['name'], email: ['email', 'email_verified'] },
    clients: [
      {
        client_id: options.clientId,
        client_secret: options.clientSecret,
        redirect_uris: [...options.redirectUris],
        token_endpoint_auth_method: 'client_secret_post',
      },
    ],
    // Many Passport strategies read the profile from the id_token alone.
    conformIdTokenClaims: false,
    // Browsers keep cookies by host, whatever the port: another provider may be there.
    cookies: {
      keys: [randomBytes(32).toString('hex')],
      names: { session: 'acme_session', interaction: 'acme_interaction', resume: 'acme_resume' },
    },
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    findAccount: (_, id) => {
      const account = options.accounts.find((known) => known.id === id);
      if (!account) return undefined;
      const { email, name } = account;
      return {
        accountId: id,
        claims: () => ({ sub: id, email, email_verified: true, name }),
      };
    },
    interactions: { policy, url: (_, { uid }) => `/interaction/${uid}` },
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }] },
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({
        clientId: oidc.client?.clientId ?? '',
        accountId: oidc.session?.accountId ?? '',
      });
      grant.addOIDCScope('openid profile email');
      await grant.save();
      return grant;
    },
    pkce: { required: () => false },
    scopes: ['openid', 'profile', 'email'],
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 3600,
      IdToken: 600,
      Interaction: 600,
      Session: 3600,
    },
  });
}

async function interact(
  provider: Provider,
  { name, accounts }: OidcIdentityProviderOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const interaction = await provider.interactionDetails(request, response);
  const { prompt, uid } = interaction;
  if (request.method !== 'POST') {
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' });
    response.end(accountPage({ provider: name, accounts, action: `/interaction/${uid}` }));
    return;
  }
  const fields = new URLSearchParams(await text(request));
  const account = accounts.find(({ id }) => id === fields.get('account'));
  if (account && interaction.session && interaction.session.accountId !== account.id) {
    // Somebody else from here on; oidc-provider would show a page for signing out in between.
    await (await provider.Session.findByUid(interaction.session.uid))?.destroy();
    delete interaction.session;
    await interaction.save(60);
  }
  const result = account
    ? { login: { accountId: account.id }, [prompt.name]: { accountId: account.id } }
    : { error: 'access_denied', error_description: 'The person pressed Cancel' };
  await provider.interactionFinished(request, response, result);
}
