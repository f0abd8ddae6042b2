import { parentPort } from 'node:worker_threads';
import { EmulatorServer } from '../server/emulator-server.js';
import type { EmulatorSettings } from '../settings.js';
import type { EmulatorStartSettings } from '../start-settings.js';
import type { Fault } from '../faults/fault.js';
import type { Answer, Call } from './messages.js';

let server: EmulatorServer | undefined;

parentPort?.on('message', (call: Call) => {
  void answer(call).then((result) => parentPort?.postMessage(result, []));
});

async function answer(call: Call): Promise<Answer> {
  try {
    return { id: call.id, value: await perform(call) };
  } catch (error) {
    return { id: call.id, error: error instanceof Error ? error.message : String(error) };
  }
}

async function perform({ operation, argument }: Call): Promise<unknown> {
  if (operation === 'start') {
    server = await EmulatorServer.start(argument as EmulatorStartSettings);
    return { credentials: server.credentials, mcpServers: server.mcpServers };
  }
  if (!server) throw new Error('the emulator was not started');
  switch (operation) {
    case 'configure':
      server.configure(argument as EmulatorSettings);
      return server.mcpServers;
    case 'mcpServer':
      return server.mcpServer(argument as string | undefined);
    case 'loginRequestDetails':
      return server.loginRequestDetails(argument as string);
    case 'journal':
      return server.journal();
    case 'fail':
      return server.fail(argument as Fault);
    case 'clearFaults':
      return server.clearFaults();
    case 'reset':
      return server.reset();
    case 'close':
      return server.close();
  }
}
