import 'reflect-metadata';
import { createApp } from './create-app.js';
import { startFrontEnd } from './login-styles/front-end/start-front-end.js';

try {
  const { app, config } = await createApp();
  await app.listen(config.port);
  console.log(`Waybill: http://localhost:${config.port}`);
  const frontEnd = await startFrontEnd(config);
  if (frontEnd) console.log(`Its front end elsewhere: ${config.frontEnd?.origins.join(' or ')}`);
} catch (error) {
  const reason = error instanceof Error ? error.message : String(error);
  const advice = 'Set the variable that it came from, PORT or FRONT_END_PORT, to a free port.';
  console.error(reason.includes('EADDRINUSE') ? `${reason}. ${advice}` : reason);
  process.exit(1);
}
