import type { INestApplication } from '@nestjs/common';
import { createApp } from '../../../apps/mcp-server/src/create-app.js';

/** The MCP server on a port that it must know in advance. The environment is there only while it starts. */
export async function startMcpServer(
  port: number,
  variables: Readonly<Record<string, string>>,
): Promise<INestApplication> {
  const before = { ...process.env };
  Object.assign(process.env, variables, { PORT: String(port) });
  try {
    const { app } = await createApp({ logger: false });
    await app.listen(port);
    return app;
  } finally {
    for (const name of ['PORT', ...Object.keys(variables)]) delete process.env[name];
    Object.assign(process.env, before);
  }
}
