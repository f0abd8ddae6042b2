import type { Fault } from './faults/fault.js';
import type { EmulatorSettings } from './settings.js';

/** One of several MCP servers. Ids that are left out are made up, the rest is as in the settings of the same name. */
export interface ResourceSettings {
  /** `res_…` */
  id?: string;
  /** Of its bring-your-own-auth connection, `conn_…`. */
  connectionId?: string;
  name?: string;
  /** The MCP server's URL, as `resource` is for a single one. */
  url?: string;
  /** The app's login page for this connection. */
  loginUrl?: string;
  scopes?: 'any' | string[];
}

/** An MCP client that is known from the start, as one that was made in Scalekit's dashboard. */
export interface ClientSettings {
  clientId: string;
  /** Left out: a public client. */
  clientSecret?: string;
  /** On the consent page. @default the id */
  name?: string;
  redirectUris: string[];
  /** @default ['authorization_code', 'refresh_token'] */
  grantTypes?: ('authorization_code' | 'refresh_token' | 'client_credentials')[];
  /** `res_…` of the MCP server that it is for. @default the first one */
  resource?: string;
}

export interface OrganizationSettings {
  /** `org_…`. @default one that stays the same for the external id */
  id?: string;
  /** What the app pushes as `organization_external_id`. */
  externalId: string;
  /** @default the external id */
  name?: string;
}

/** What is fixed once the emulator runs. */
export interface EmulatorStartSettings extends EmulatorSettings {
  /** @default 0, a free one */
  port?: number;

  /** Address to listen on. @default '127.0.0.1' */
  host?: string;

  /**
   * Allows a `host` outside loopback, and the auth log and `/emulator` to be called by any host name. The emulator signs
   * anybody in as anybody: keep it inside a container. @default false
   */
  allowRemote?: boolean;

  /**
   * HTTPS with HTTP/2 and HTTP/1.1, which any gRPC client understands. `true` makes a certificate for localhost; where
   * its PEM is, `credentials.certificateFile` says. @default false
   */
  tls?: boolean | { certFile: string; keyFile: string };

  /** Fixed instead of random ids and secret, for a `.env` that outlives a restart. */
  credentials?: {
    clientId?: string;
    clientSecret?: string;
    connectionId?: string;
    resourceId?: string;
  };

  /**
   * Several MCP servers, each with a connection of its own; then `resource` and `resourceName` are left out. The first
   * is the one in `credentials`. `loginUrl` and `scopes` hold for those that have none.
   */
  resources?: ResourceSettings[];

  /** MCP clients that need no registration. They survive `reset()`. */
  clients?: ClientSettings[];

  organizations?: OrganizationSettings[];

  /** Faults that are armed from the start, and again after a `reset()`. */
  faults?: Fault[];

  /** RSA private key, PKCS #8 in PEM, that signs every token. Its `kid` stays the same too. @default a new one */
  signingKey?: string;
}
