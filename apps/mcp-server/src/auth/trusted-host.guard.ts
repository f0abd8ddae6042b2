import type { IncomingHttpHeaders } from 'node:http';
import { ForbiddenException, Inject, Injectable } from '@nestjs/common';
import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { validateHostHeader, validateOriginHeader } from '@modelcontextprotocol/server';
import { mcpServerConfig } from '../config/mcp-server.config.js';
import type { McpServerConfig } from '../config/mcp-server.config.js';
import { trustedHostnames } from './trusted-hostnames.js';

/**
 * Refuses requests that a browser was tricked into: a foreign site that points its own name at this
 * machine (DNS rebinding) shows in `Host`, a foreign page in `Origin`. MCP demands the second check.
 */
@Injectable()
export class TrustedHostGuard implements CanActivate {
  constructor(@Inject(mcpServerConfig.KEY) private readonly config: McpServerConfig) {}

  canActivate(context: ExecutionContext): boolean {
    const { headers } = context.switchToHttp().getRequest<{ headers: IncomingHttpHeaders }>();
    const hostnames = trustedHostnames(this.config);
    if (!validateHostHeader(headers.host, hostnames).ok) {
      throw new ForbiddenException('This server does not answer under that host name');
    }
    if (!validateOriginHeader(headers.origin, hostnames).ok) {
      throw new ForbiddenException('Pages of that origin may not call this server');
    }
    return true;
  }
}
