#!/usr/bin/env node
import { readFile } from 'node:fs/promises';
import { toEnvLines } from './environment/env-lines.js';
import { EmulatorServer } from './server/emulator-server.js';
import { runCheckCommand } from './check-command/run-check-command.js';
import { readCommandLine, usage } from './command-line.js';

run().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  console.error(`scalekit-emulator: ${message.replaceAll('\n', ' ')}`);
  process.exitCode = 1;
});

async function run(): Promise<void> {
  const [first, ...rest] = process.argv.slice(2);
  if (first === 'check') {
    const lines = { out: console.log, progress: console.error };
    process.exitCode = await runCheckCommand(rest, process.env, lines);
    return;
  }
  const command = await readCommandLine(process.argv.slice(2));
  if (command.help) {
    console.log(usage);
    return;
  }
  if (command.version) {
    console.log(await ownVersion());
    return;
  }
  // Asked for before the start: a supervisor may give up while it loads.
  const asked = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
  const server = await EmulatorServer.start(command.settings);

  if (command.json) {
    const { credentials, mcpServers } = server;
    console.log(JSON.stringify({ ready: true, ...credentials, mcpServers }));
  } else if (!command.quiet) for (const line of toEnvLines(server.credentials)) console.log(line);
  if (!command.json) console.log(`ready ${server.credentials.environmentUrl}`);

  await asked;
  await server.close();
}

/** Of the package: its manifest stands one folder up, in the sources and in the build. */
async function ownVersion(): Promise<string> {
  const manifest = await readFile(new URL('../package.json', import.meta.url), 'utf8');
  return (JSON.parse(manifest) as { version: string }).version;
}
