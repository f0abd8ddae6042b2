import type { Provider } from 'oidc-provider';
import type { Environment } from '../environment/environment.js';
import type { Resource } from '../environment/resource.js';
import type { LoginRequest, LoginRequests } from '../login-request/login-request.js';
import type { Exchange, Reply } from '../server/exchange.js';
import { BackendTokens } from './backend-tokens.js';
import { callProvider, type ProviderCall } from './call-provider.js';
import { createFlowHooks } from './flow-hooks.js';
import { Grants } from './grants.js';
import type { KnownClients } from './known-clients.js';
import { issuerFor } from './metadata.js';
import { createProvider, type FlowHooks } from './provider.js';
import { resourceMeant } from './resource-server.js';
import type { SigningKey } from './signing-key.js';
import { Storage } from './storage.js';

/** How a login ended. */
export type Decision =
  { allow: true; sub: string } | { allow: false; error: string; reason: string };

/** OAuth for every issuer of the environment, over one storage and one key. */
export class AuthorizationServer {
  readonly #storage = new Storage();
  readonly backendTokens: BackendTokens;
  readonly grants = new Grants(this.#storage);
  readonly #hooks: FlowHooks;
  readonly #providers = new Map<string, Promise<Provider>>();

  /** @param key still on its way when the first request comes: making one takes longer than the rest of the start */
  constructor(
    private readonly environment: Environment,
    private readonly key: Promise<SigningKey>,
    requests: LoginRequests,
    readonly clients: KnownClients,
  ) {
    this.backendTokens = new BackendTokens(environment.url, key);
    this.#hooks = createFlowHooks(
      environment,
      requests,
      this.grants,
      this.backendTokens,
      clients,
      this.resourceMeant.bind(this),
    );
  }

  /** oidc-provider reads its configuration once, so new settings take new providers; what is stored stays. */
  applySettings(): void {
    this.#providers.clear();
  }

  /** @param resource whose endpoint was called; none for the environment's own */
  async call(
    resource: Resource | undefined,
    exchange: Exchange,
    call: ProviderCall,
  ): Promise<Reply> {
    const provider = await this.#provider(issuerFor(this.environment, resource));
    return callProvider(provider, exchange, call);
  }

  resourceMeant(
    { params }: Exchange,
    clientId: string | undefined,
    indicator: string | undefined,
  ): Resource {
    return resourceMeant(this.environment, {
      path: params['resource'],
      indicator,
      client: this.clients.resourceOf(clientId),
    });
  }

  /** Sends the browser back to the MCP client, with a code or with an error. */
  async finish(exchange: Exchange, request: LoginRequest, decision: Decision): Promise<Reply> {
    const { issuer, interactionId } = request.authorization;
    const provider = await this.#provider(issuer);
    const interaction = await provider.Interaction.find(interactionId);
    if (interaction) {
      interaction.result = decision.allow
        ? {
            login: { accountId: decision.sub },
            consent: { grantId: await this.grants.give(provider, request, decision.sub) },
          }
        : { error: decision.error, error_description: decision.reason };
      await interaction.persist();
    }
    return callProvider(provider, exchange, {
      method: 'GET',
      target: `/oauth/authorize/${interactionId}`,
      cookie: `${provider.cookieName('resume')}=${interactionId}`,
    });
  }

  /** Forgets clients that registered themselves, codes, grants, consents and tokens. */
  clear(): void {
    this.#storage.clear();
    this.grants.clear();
    this.backendTokens.revoke();
    this.clients.forgetRegistered();
    this.applySettings();
  }

  /** Made when it is first asked for; an old login's issuer still ends it after a change of `issuerMode`. */
  #provider(issuer: string): Promise<Provider> {
    let provider = this.#providers.get(issuer);
    if (!provider) this.#providers.set(issuer, (provider = this.#create(issuer)));
    return provider;
  }

  async #create(issuer: string): Promise<Provider> {
    const { environment, clients } = this;
    return createProvider(
      issuer,
      environment,
      await this.key,
      this.#storage,
      clients.metadata,
      this.#hooks,
    );
  }
}
