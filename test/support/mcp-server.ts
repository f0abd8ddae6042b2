import type { INestApplication, NestApplicationOptions } from '@nestjs/common';
import { createApp } from '../../apps/mcp-server/src/create-app.js';
import { withEnvironment } from './environment.js';

/** The MCP server on a port that it must know in advance. */
export function startMcpServer(
  port: number,
  variables: Readonly<Record<string, string>>,
  options: NestApplicationOptions = { logger: false },
): Promise<INestApplication> {
  return withEnvironment({ ...variables, PORT: String(port) }, async () => {
    const { app } = await createApp(options);
    await app.listen(port);
    return app;
  });
}
