import { Controller, Get, Header, Inject } from '@nestjs/common';
import { mcpServerConfig } from '../config/mcp-server.config.js';
import type { McpServerConfig } from '../config/mcp-server.config.js';

/** RFC 9728: tells a client without a token which authorization server to go to. */
@Controller('.well-known/oauth-protected-resource')
export class ProtectedResourceController {
  constructor(@Inject(mcpServerConfig.KEY) private readonly config: McpServerConfig) {}

  // The form with the resource's path is the standard's; older clients ask at the root.
  @Get(['', 'mcp'])
  @Header('Cache-Control', 'public, max-age=300')
  metadata(): Record<string, unknown> {
    const { serverUrl, authorizationServerUrl, requiredScope } = this.config;
    return {
      resource: serverUrl,
      resource_name: 'Sample MCP server',
      authorization_servers: [authorizationServerUrl],
      bearer_methods_supported: ['header'],
      ...(requiredScope !== undefined && { scopes_supported: [requiredScope] }),
    };
  }
}
