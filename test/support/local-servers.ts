import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Servers of a test's own on loopback, plain or with TLS. */
export class LocalServers {
  readonly #servers: Server[] = [];

  /** @returns the port on which it listens from now */
  async listen(server: Server): Promise<number> {
    this.#servers.push(server);
    await once(server.listen(0, '127.0.0.1'), 'listening');
    return (server.address() as AddressInfo).port;
  }

  /** Ends what is under way, and waits until nobody listens. */
  async close(): Promise<void> {
    for (const server of this.#servers.splice(0)) {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    }
  }
}
