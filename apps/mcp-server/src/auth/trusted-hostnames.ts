import { localhostAllowedHostnames } from '@modelcontextprotocol/server';
import type { McpServerConfig } from '../config/mcp-server.config.js';

/** The names that requests may come to, and that pages which send them may be served from. */
export function trustedHostnames({ hostname }: Pick<McpServerConfig, 'hostname'>): string[] {
  return [hostname, ...localhostAllowedHostnames()];
}
