import 'reflect-metadata';
import { createApp } from './create-app.js';

const { app, config } = await createApp();
try {
  await app.listen(config.port);
  console.log(`MCP server: ${config.serverUrl}`);
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(reason.includes('EADDRINUSE') ? `${reason}. Set PORT to a free port.` : reason);
  process.exit(1);
}
