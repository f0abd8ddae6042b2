import type { EmulatorStartSettings, ResourceSettings } from '../start-settings.js';
import { newId } from './ids.js';

/** An MCP server and its bring-your-own-auth connection, which Scalekit gives each one of. */
export interface Resource {
  /** `res_…` */
  readonly id: string;
  /** `conn_…` */
  readonly connectionId: string;
  readonly name: string;
  /** The MCP server's own URL; without it any resource indicator is taken for this server's. */
  readonly url: string | undefined;
  /** The app's login page for this MCP server. */
  readonly loginUrl: string | undefined;
  readonly scopes: 'any' | string[];
}

export type DeclaredResource = ResourceSettings &
  Required<Pick<ResourceSettings, 'id'>> & {
    connectionId: string;
  };

/** Gives an id to whatever has none. Without a declaration there is one MCP server, with the fixed ids if any. */
export function declareResources(
  resources: ResourceSettings[] | undefined,
  fixed: NonNullable<EmulatorStartSettings['credentials']>,
): DeclaredResource[] {
  if (resources === undefined) {
    return [
      {
        id: fixed.resourceId ?? newId('res'),
        connectionId: fixed.connectionId ?? newId('conn'),
      },
    ];
  }
  return resources.map((resource) => ({
    ...resource,
    id: resource.id ?? newId('res'),
    connectionId: resource.connectionId ?? newId('conn'),
  }));
}

/** Whether a resource indicator (RFC 8707) names this MCP server, by its own URL or by its place at Scalekit. */
export function isIndicatorOf(indicator: string, resource: Resource, resourceUrl: string): boolean {
  return [resource.url, resourceUrl].some(
    (own) => own !== undefined && normalized(own) === normalized(indicator),
  );
}

/** Clients that keep the URL in a URL object send a slash after a bare origin. */
function normalized(url: string): string {
  return (URL.parse(url)?.href ?? url).replace(/\/$/, '');
}
