#!/usr/bin/env node
import { toEnvLines } from './environment/env-lines.js';
import { EmulatorServer } from './server/emulator-server.js';
import { readCommandLine, usage } from './command-line.js';

run().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  console.error(`scalekit-emulator: ${message.replaceAll('\n', ' ')}`);
  process.exitCode = 1;
});

async function run(): Promise<void> {
  const command = await readCommandLine(process.argv.slice(2));
  if (command.help) {
    console.log(usage);
    return;
  }
  // Asked for before the start: a supervisor may give up while it loads.
  const asked = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  const server = await EmulatorServer.start(command.settings);

  if (command.json) console.log(JSON.stringify({ ready: true, ...server.credentials }));
  else if (!command.quiet) for (const line of toEnvLines(server.credentials)) console.log(line);
  if (!command.json) console.log(`ready ${server.credentials.environmentUrl}`);

  await asked;
  await server.close();
}
