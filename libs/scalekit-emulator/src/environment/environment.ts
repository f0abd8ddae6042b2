import type { EmulatorCredentials } from '../credentials.js';
import type { EmulatedMcpServer } from '../mcp-servers.js';
import type { EmulatorSettings } from '../settings.js';
import type { EmulatorStartSettings } from '../start-settings.js';
import { idFor, newId, newSecret } from './ids.js';
import { Organizations } from './organizations.js';
import { declareResources, type DeclaredResource, type Resource } from './resource.js';

export type ResolvedSettings = Required<Omit<EmulatorSettings, 'loginUrl' | 'resource'>> &
  Pick<EmulatorSettings, 'loginUrl' | 'resource'>;

export const defaultSettings: ResolvedSettings = {
  resourceName: 'MCP server',
  scopes: 'any',
  issuerMode: 'resource',
  clientIdMetadata: 'public',
  consent: 'person',
  loginRequestTtlSeconds: 600,
  accessTokenTtlSeconds: 3600,
  backendTokenTtlSeconds: 86_399,
  secondPush: 'same-user',
  earlyCallback: 'keep',
  unknownLoginRequest: 'NOT_FOUND',
  expiredLoginRequest: 'FAILED_PRECONDITION',
  usedLoginRequest: 'FAILED_PRECONDITION',
  loginFailedError: 'access_denied',
  loginFailed: 'known',
  callbackBinding: 'none',
  pushResponse: 'snake_case',
  unknownFields: 'ignore',
  loginUrlQuery: 'keep',
  tokenClaims: ['roles'],
  refreshTokenRotation: 'strict',
  accessTokenType: 'at+jwt',
  registeredLoopbackPorts: 'native',
  tokenErrorBody: 'oauth',
};

/** What a seed declares beside settings, and is fixed while the emulator runs. */
export type Seed = Pick<EmulatorStartSettings, 'credentials' | 'resources' | 'organizations'>;

/** The emulated Scalekit environment: its ids and URLs for good, its settings as they are now. */
export class Environment {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly organizations: Organizations;
  readonly #declared: readonly DeclaredResource[];
  readonly #seeded: boolean;

  constructor(
    readonly url: string,
    public settings: ResolvedSettings,
    { credentials = {}, resources, organizations = [] }: Seed = {},
  ) {
    this.clientId = credentials.clientId ?? newId('skc');
    this.clientSecret = credentials.clientSecret ?? newSecret('test');
    this.organizations = new Organizations(organizations);
    this.#seeded = resources !== undefined;
    this.#declared = declareResources(resources, credentials);
  }

  /** Whether a seed declared the MCP servers, and their settings no longer come from `resource` and `resourceName`. */
  get declaresResources(): boolean {
    return this.#seeded;
  }

  /** Every MCP server; there is at least one. What a seed leaves out of it, the settings say. */
  get resources(): Resource[] {
    const { resource, resourceName, loginUrl, scopes } = this.settings;
    return this.#declared.map((declared) => ({
      id: declared.id,
      connectionId: declared.connectionId,
      name: declared.name ?? resourceName,
      url: declared.url ?? (this.#seeded ? undefined : resource),
      loginUrl: declared.loginUrl ?? loginUrl,
      scopes: declared.scopes ?? scopes,
    }));
  }

  /** `env_…` */
  get id(): string {
    return idFor('env', this.clientId);
  }

  get firstResource(): Resource {
    const [first] = this.resources;
    if (!first) throw new Error('the environment has no MCP server');
    return first;
  }

  resourceById(id: string): Resource | undefined {
    return this.resources.find((resource) => resource.id === id);
  }

  resourceByConnection(connectionId: string): Resource | undefined {
    return this.resources.find((resource) => resource.connectionId === connectionId);
  }

  /** `{env}/resources/res_…`, the authorization server of one MCP server. */
  urlOf({ id }: Pick<Resource, 'id'>): string {
    return `${this.url}/resources/${id}`;
  }

  /** What `aud` names first: the MCP server's own URL, or its place at Scalekit if none is configured. */
  indicatorOf(resource: Resource): string {
    return resource.url ?? this.urlOf(resource);
  }

  /** What is told of every MCP server. */
  get mcpServers(): EmulatedMcpServer[] {
    return this.resources.map((resource) => ({
      resourceId: resource.id,
      connectionId: resource.connectionId,
      resourceUrl: this.urlOf(resource),
      name: resource.name,
      ...(resource.url !== undefined && { url: resource.url }),
      ...(resource.loginUrl !== undefined && { loginUrl: resource.loginUrl }),
    }));
  }

  get credentials(): EmulatorCredentials {
    const { firstResource } = this;
    return {
      environmentUrl: this.url,
      clientId: this.clientId,
      clientSecret: this.clientSecret,
      connectionId: firstResource.connectionId,
      resourceUrl: this.urlOf(firstResource),
    };
  }
}
