import type { McpServer } from '../begin-login/played-client.js';
import type { Environment } from './environment.js';
import { isIndicatorOf } from './resource.js';

/**
 * @param wanted the MCP server's URL or its `res_…` id; none: the first
 * @throws Error that lists the MCP servers, if there is no such one
 */
export function findMcpServer(environment: Environment, wanted: string | undefined): McpServer {
  const { resources } = environment;
  const found =
    wanted === undefined
      ? environment.firstResource
      : (resources.find(
          (one) => one.id === wanted || isIndicatorOf(wanted, one, environment.urlOf(one)),
        ) ?? resources.find(({ url }) => url === undefined && URL.canParse(wanted)));
  if (!found) {
    const known = resources.map(({ id, url }) => url ?? id).join(', ');
    throw new Error(`there is no MCP server ${wanted}, but ${known}`);
  }
  return {
    id: found.id,
    authorizationServer: environment.urlOf(found),
    indicator:
      wanted !== undefined && wanted !== found.id ? wanted : environment.indicatorOf(found),
  };
}
