import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A foreign site: an MCP client's, a third party's or an attacker's. */
export class Site {
  /** What was asked of it, oldest first. */
  readonly requests: { readonly path: string; readonly referer: string | undefined }[] = [];
  readonly #pages = new Map<string, string>();

  static async start(): Promise<Site> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new Site(server);
  }

  private constructor(private readonly server: Server) {
    server.on('request', ({ url = '/', headers }, response) => {
      const { pathname } = new URL(url, this.url);
      this.requests.push({ path: pathname, referer: headers.referer });
      response.setHeader('Content-Type', 'text/html; charset=utf-8');
      response.end(`<!doctype html><title>Elsewhere</title>${this.#pages.get(pathname) ?? ''}`);
    });
  }

  get url(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  /** Puts a page at a path. @returns its URL */
  publish(path: string, html: string): string {
    this.#pages.set(path, html);
    return this.url + path;
  }

  async close(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }
}
