import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server of this process that others reach by URL. */
export interface RunningServer {
  /** Origin, without a slash at its end. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves on 127.0.0.1, which browsers take for another site than `localhost`: cookies behave as they
 * do between an app and a real identity provider.
 *
 * @param port 0 takes a free one
 * @param create makes the listener once the URL is known
 */
export async function listen(
  port: number,
  create: (url: string) => RequestListener,
): Promise<RunningServer> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  server.on('request', create(url));
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
