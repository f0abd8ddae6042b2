import { registerAs } from '@nestjs/config';
import type { ConfigType } from '@nestjs/config';
import { z } from 'zod';
import { environmentSchema } from './environment.schema.js';

/** What the MCP server needs to know of itself and of its authorization server. */
export const mcpServerConfig = registerAs('mcpServer', () => {
  const environment = environmentSchema.safeParse(process.env);
  if (!environment.success) {
    throw new Error(
      `The MCP server's environment is incomplete:\n${z.prettifyError(environment.error)}`,
    );
  }
  const { data } = environment;
  const serverUrl = new URL(data.MCP_SERVER_URL ?? `http://localhost:${data.PORT}/mcp`);

  return {
    port: data.PORT,
    httpAdapter: data.HTTP_ADAPTER,
    /** The public URL of `/mcp`: the OAuth resource identifier (RFC 8707). */
    serverUrl: serverUrl.href,
    /** The host name that clients reach this server by. */
    hostname: serverUrl.hostname,
    /** The authorization server of this resource: `{environment}/resources/res_…`. */
    authorizationServerUrl: data.SCALEKIT_RESOURCE_URL,
    jwksUrl: `${data.SCALEKIT_ENVIRONMENT_URL}/keys`,
    // Scalekit is moving `iss` from its environment to the resource; tokens of both forms are about.
    issuers: [data.SCALEKIT_ENVIRONMENT_URL, data.SCALEKIT_RESOURCE_URL],
    audiences: [serverUrl.href, resourceIdOf(data.SCALEKIT_RESOURCE_URL)],
    requiredScope: data.REQUIRED_SCOPE,
  };
});

/** The type of {@link mcpServerConfig}. */
export type McpServerConfig = ConfigType<typeof mcpServerConfig>;

function resourceIdOf(resourceUrl: string): string {
  return resourceUrl.slice(resourceUrl.lastIndexOf('/') + 1);
}
