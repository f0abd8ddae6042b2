import { NestFactory } from '@nestjs/core';
import type { INestApplication, NestApplicationOptions } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { validateOriginHeader } from '@modelcontextprotocol/server';
import { AppModule } from './app.module.js';
import { trustedHostnames } from './auth/trusted-hostnames.js';
import { mcpServerConfig } from './config/mcp-server.config.js';
import type { McpServerConfig } from './config/mcp-server.config.js';

/** Builds the app as the environment asks for it, ready to listen on `config.port`. */
export async function createApp(
  options: NestApplicationOptions = {},
): Promise<{ app: INestApplication; config: McpServerConfig }> {
  const adapter =
    process.env['HTTP_ADAPTER'] === 'fastify' ? new FastifyAdapter() : new ExpressAdapter();
  const app = await NestFactory.create(AppModule, adapter, {
    ...options,
    // An MCP client may hold its event stream open for hours.
    forceCloseConnections: true,
  });

  const config = app.get<McpServerConfig>(mcpServerConfig.KEY);
  const hostnames = trustedHostnames(config);
  app.enableCors({
    origin: (origin: string | undefined, answer: (error: Error | null, allowed: boolean) => void) =>
      answer(null, validateOriginHeader(origin, hostnames).ok),
    // A client in a browser finds its way to the authorization server through the first.
    exposedHeaders: ['WWW-Authenticate', 'Mcp-Session-Id', 'Mcp-Protocol-Version'],
  });
  app.enableShutdownHooks();
  return { app, config };
}
