import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A site of the attacker's, on another site than the app: a page to be on, and a bounce to wherever. */
export interface AttackerSite {
  readonly url: string;
  /** A link that redirects to `target` at once. */
  bounceTo(target: URL | string): string;
  close(): Promise<void>;
}

export async function startAttackerSite(): Promise<AttackerSite> {
  const server = createServer((request, response) => {
    const target = new URL(request.url ?? '/', 'http://site').searchParams.get('to');
    if (target !== null) response.writeHead(302, { location: target }).end();
    else response.writeHead(200, { 'content-type': 'text/html' }).end('<title>Kittens</title>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    bounceTo: (target) => `${url}/?to=${encodeURIComponent(String(target))}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
