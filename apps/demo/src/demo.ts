import { alice } from './alice.js';
import { formatHop } from './hop.js';
import { freePort } from './ports.js';
import { serverLinePrinter } from './server-line.js';
import { Servers } from './servers.js';
import { stopRequest } from './stop-request.js';
import { Stopwatch } from './stopwatch.js';
import { walkthrough } from './walkthrough.js';

/** `npm run demo`: one login from refusal to tool call. The last line on stdout is JSON. */
async function demo(): Promise<object> {
  const stopwatch = new Stopwatch();
  const onStep = (step: string) => {
    console.log(`✓ ${step} (${stopwatch.lap(step).ms} ms)`);
  };
  const servers = new Servers(
    {
      sample: await freePort(),
      frontEnd: await freePort(),
      mcpServer: await freePort(),
      emulator: await freePort(),
    },
    {
      onLine: serverLinePrinter((line) => console.error(line)),
      onReady: (server, url) => console.log(`  ${server.padEnd(10)}  up   ${url}`),
    },
  );
  process.once('exit', () => servers.kill());

  const stopped = stopRequest().then((reason) => {
    throw new Error(`Stopped by ${reason}`);
  });
  const run = async () => {
    console.log('Starting the Scalekit emulator, the sample app and the MCP server …');
    await servers.start();
    onStep('start the servers');
    return Promise.race([
      servers.watch(),
      walkthrough(servers.mcpServerUrl, alice, {
        onHop: (hop) => console.log(formatHop(hop)),
        onStep,
        onNotice: (notice) => console.log(`  the page says: ${notice}`),
      }),
    ]);
  };

  try {
    const whoami = await Promise.race([stopped, run()]);
    console.log(`whoami: ${JSON.stringify(whoami, null, 2)}`);
    const { sub, email } = whoami;
    return { ok: true, sub, email, steps: stopwatch.steps, ms: stopwatch.ms };
  } finally {
    await servers.stop();
  }
}

try {
  finish(await demo(), 0);
} catch (error) {
  const message = error instanceof Error ? error.message : String(error);
  console.error(`The demo failed: ${message}`);
  finish({ ok: false, error: message }, 1);
}

/** Exits once the line is written; a pipe may take it later than this turn. */
function finish(result: object, exitCode: number): void {
  process.stdout.write(`${JSON.stringify(result)}\n`, () => process.exit(exitCode));
}
