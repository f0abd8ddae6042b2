import { Inject, Injectable } from '@nestjs/common';
import { FederationConfigurationError } from '../errors/federation-configuration.error.js';
import { PrincipalInvalidError } from '../errors/federation-errors.js';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import { defaultConnection, type ResolvedOptions } from '../options/resolved-options.js';
import type { ConnectedApp, Consent } from '../scalekit/consents.js';
import { ScalekitClients } from '../scalekit/scalekit-clients.js';
import { EventRecorder } from '../events/event-recorder.js';

/** More than anybody connects: whoever names more pages does not end. */
const maxPages = 1_000;

/** What a person has connected, and how that ends. */
@Injectable()
export class ConnectedApps {
  constructor(
    @Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions,
    private readonly clients: ScalekitClients,
    private readonly events: EventRecorder,
  ) {}

  async list(sub: string, connection: string | undefined): Promise<ConnectedApp[]> {
    return (await this.of(sub, connection)).map(asConnectedApp);
  }

  /** An id counts only among that person's own, as they are now. */
  async disconnect(
    sub: string,
    id: string | undefined,
    connection: string | undefined,
  ): Promise<ConnectedApp[]> {
    const own = await this.of(sub, connection);
    const meant = id === undefined ? own : own.filter((consent) => consent.id === id);
    const name = this.oneOf(connection);
    const { client } = this.clients.of(name);
    for (const consent of meant) {
      await client.revoke(consent.clientId, consent.id);
      this.events.record('disconnected', { connection: name, sub, client: consent.clientId });
    }
    return meant.map(asConnectedApp);
  }

  /** Of exactly this `sub`: Scalekit's search finds `u1` in `u10`, too. */
  private async of(sub: string, connection: string | undefined): Promise<Consent[]> {
    if (typeof sub !== 'string' || sub === '') {
      throw new PrincipalInvalidError(['sub is empty. Name the person whose apps are meant']);
    }
    const { client, connection: target } = this.clients.of(this.oneOf(connection));
    const { resourceId, name } = target;
    if (resourceId === undefined) throw lacksResource(name, this.options.connections.size > 1);
    const found = new Map<string, Consent>();
    let pageToken: string | undefined;
    for (let pages = 0; pages < maxPages; pages += 1) {
      const page = await client.consents({ resourceId, search: sub, pageToken });
      for (const consent of page.consents) if (consent.sub === sub) found.set(consent.id, consent);
      const { nextPageToken } = page;
      if (nextPageToken === undefined || nextPageToken === pageToken) return [...found.values()];
      pageToken = nextPageToken;
    }
    throw new Error(`Scalekit names more than ${maxPages} pages of consents for one search`);
  }

  private oneOf(connection: string | undefined): string {
    if (connection !== undefined) return connection;
    const [only, ...more] = this.options.connections.keys();
    if (more.length === 0) return only ?? defaultConnection;
    const names = [only, ...more].join(', ');
    throw new Error(`Several connections are configured (${names}): name one as { connection }`);
  }
}

function asConnectedApp({ sub: _owner, ...app }: Consent): ConnectedApp {
  return app;
}

/** Scalekit asks for one; and a `sub` says who it is in this app alone. */
function lacksResource(connection: string, isNamed: boolean): FederationConfigurationError {
  const path = isNamed
    ? `connections.${connection}.resourceId`
    : 'resourceId (SCALEKIT_RESOURCE_ID)';
  const message = 'is missing. Copy the id (res_…) of the MCP server from Scalekit > MCP servers';
  return new FederationConfigurationError([{ path, message }], 'tell connected apps');
}
