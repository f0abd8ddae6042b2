import type { ClientMetadata } from 'oidc-provider';
import type { Environment } from '../environment/environment.js';
import { idFor } from '../environment/ids.js';
import type { Resource } from '../environment/resource.js';
import type { AskingClient } from '../login-request/login-request.js';
import { storageBounds } from '../memory/bounds.js';
import { Newest } from '../memory/newest.js';
import type { ClientSettings } from '../start-settings.js';
import { isNative } from './redirect-uris.js';

/** The clients that nobody has to register, the app's backend and those of the seed, and what every client is for. */
export class KnownClients {
  /** Which MCP server a client registered at, by their ids. */
  readonly #registeredAt = new Newest<string>(storageBounds);

  constructor(
    private readonly environment: Environment,
    private readonly seeded: readonly ClientSettings[],
  ) {}

  /** As oidc-provider takes them. */
  get metadata(): ClientMetadata[] {
    return [backend(this.environment), ...this.seeded.map(toMetadata)];
  }

  registered(clientId: string, resource: Resource): void {
    this.#registeredAt.set(clientId, resource.id);
  }

  /** The `res_…` of the MCP server that a client is for, if that is known. */
  resourceOf(clientId = ''): string | undefined {
    return this.#seededAs(clientId)?.resource ?? this.#registeredAt.get(clientId);
  }

  /** @param name what the client calls itself; one of the seed is called by its id, if by nothing else */
  describe(clientId: string, name: string | undefined): AskingClient {
    const seeded = this.isSeeded(clientId);
    const origin = seeded ? 'seed' : URL.canParse(clientId) ? 'document' : 'registration';
    return {
      name: name ?? (seeded ? clientId : undefined),
      skClientId: clientId.startsWith('m2m_') ? clientId : idFor('m2m', clientId),
      origin,
    };
  }

  isSeeded(clientId: string): boolean {
    return this.#seededAs(clientId) !== undefined;
  }

  forgetRegistered(): void {
    this.#registeredAt.clear();
  }

  #seededAs(clientId: string): ClientSettings | undefined {
    return this.seeded.find((client) => client.clientId === clientId);
  }
}

function backend({ clientId, clientSecret }: Environment): ClientMetadata {
  return {
    client_id: clientId,
    client_secret: clientSecret,
    grant_types: ['client_credentials'],
    redirect_uris: [],
    response_types: [],
    token_endpoint_auth_method: 'client_secret_post',
  };
}

function toMetadata({
  clientId,
  clientSecret,
  name,
  redirectUris,
  grantTypes = ['authorization_code', 'refresh_token'],
}: ClientSettings): ClientMetadata {
  return {
    client_id: clientId,
    redirect_uris: redirectUris,
    grant_types: grantTypes,
    response_types: grantTypes.includes('authorization_code') ? ['code'] : [],
    token_endpoint_auth_method: clientSecret === undefined ? 'none' : 'client_secret_post',
    ...(clientSecret !== undefined && { client_secret: clientSecret }),
    ...(name !== undefined && { client_name: name }),
    ...(isNative(redirectUris) && { application_type: 'native' as const }),
  };
}
