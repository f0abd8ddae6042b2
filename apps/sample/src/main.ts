import 'reflect-metadata';
import { createApp } from './create-app.js';

try {
  const { app, config } = await createApp();
  await app.listen(config.port);
  console.log(`Waybill: http://localhost:${config.port}`);
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  console.error(reason.includes('EADDRINUSE') ? `${reason}. Set PORT to a free port.` : reason);
  process.exit(1);
}
