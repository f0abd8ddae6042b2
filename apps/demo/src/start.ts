import { alice } from './alice.js';
import { assertFree, wantedPort } from './ports.js';
import { serverLinePrinter } from './server-line.js';
import { Servers } from './servers.js';
import { stopRequest } from './stop-request.js';

/** `npm start`: the emulator, the sample app and the MCP server, until somebody stops them. */
async function start(): Promise<void> {
  const sample = wantedPort('the sample app', 'SAMPLE_PORT', 3000);
  const frontEnd = wantedPort("the sample app's front end", 'FRONT_END_PORT', 3200);
  const mcpServer = wantedPort('the MCP server', 'MCP_SERVER_PORT', 3100);
  const emulator = wantedPort('the Scalekit emulator', 'EMULATOR_PORT', 4520);
  for (const port of [sample, frontEnd, mcpServer, emulator]) await assertFree(port);

  const print = serverLinePrinter((line) => console.log(line));
  const servers = new Servers(
    {
      sample: sample.port,
      frontEnd: frontEnd.port,
      mcpServer: mcpServer.port,
      emulator: emulator.port,
    },
    { onLine: print, onReady: (server, url) => print(server, `up at ${url}`) },
    process.env['LOGIN_URL'],
  );
  process.once('exit', () => servers.kill());

  try {
    await Promise.race([stopRequest(), runUntilOneEnds(servers)]);
  } finally {
    await servers.stop();
  }
}

async function runUntilOneEnds(servers: Servers): Promise<never> {
  console.log('Starting the Scalekit emulator, the sample app and the MCP server …');
  await servers.start();
  console.log(instructions(servers));
  return servers.watch();
}

function instructions({ emulatorUrl, sampleUrl, frontEndUrl, mcpServerUrl }: Servers): string {
  return `
  Open ${emulatorUrl} and press "Try a login".
     It plays an AI app. Sign in as ${alice.email} with the password: ${alice.password}

  The sample app by itself:            ${sampleUrl}
  The MCP server, for an MCP client:   ${mcpServerUrl}
     e.g.  claude mcp add --transport http sample ${mcpServerUrl}
  The same with a login page elsewhere: LOGIN_URL=${frontEndUrl} npm start
  Ctrl+C stops all three.
`;
}

try {
  await start();
  process.exit(0);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
