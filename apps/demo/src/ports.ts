import { once } from 'node:events';
import { createServer } from 'node:net';

/** A port that a server wants, and the variable by which it can be moved. */
export interface WantedPort {
  readonly server: string;
  readonly variable: string;
  readonly port: number;
}

/**
 * Reads a port from the environment.
 *
 * @throws Error if the variable holds something else
 */
export function wantedPort(server: string, variable: string, fallback: number): WantedPort {
  const port = Number(process.env[variable] ?? fallback);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) {
    throw new Error(`${variable} must be a port between 1 and 65535`);
  }
  return { server, variable, port };
}

/** @throws Error that names the port in use and the remedy */
export async function assertFree({ server, variable, port }: WantedPort): Promise<void> {
  // One after another: a server on 127.0.0.1 alone does not everywhere hinder one on all addresses.
  for (const host of ['127.0.0.1', '::1', undefined]) {
    if (await isTaken(port, host)) {
      throw new Error(
        `Port ${port} is in use, which ${server} needs. Free it, or choose another: ${variable}=${port + 1} npm start`,
      );
    }
  }
}

/** A port that nobody uses at the moment. */
export async function freePort(): Promise<number> {
  const probe = createServer().listen(0);
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port is free');
  return address.port;
}

async function isTaken(port: number, host: string | undefined): Promise<boolean> {
  const probe = createServer().listen({ port, host });
  try {
    await once(probe, 'listening');
  } catch (error) {
    // Anything else, such as a machine without IPv6, is for the server itself to meet.
    return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
  }
  probe.close();
  await once(probe, 'close');
  return false;
}
