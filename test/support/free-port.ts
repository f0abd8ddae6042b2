import { once } from 'node:events';
import { createServer } from 'node:net';

/** A port that was free a moment ago: a server that must know its own URL needs one in advance. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0);
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port was assigned');
  return address.port;
}
