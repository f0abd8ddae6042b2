import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request as call, type IncomingMessage, type Server } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { ScalekitEmulator } from 'scalekit-emulator';
import { freePort } from '../support/free-port.js';
import { signIn } from './sign-in.js';

/** The sample MCP server behind a proxy that brings a user's token, which the suite has no means to get. */
export class ProtectedServer {
  readonly #proxy: Server;
  #token = '';

  private constructor(
    private readonly emulator: ScalekitEmulator,
    private readonly child: ChildProcess,
    private readonly port: number,
  ) {
    this.#proxy = createServer((request, response) => this.#forward(request, response));
  }

  static async start(emulators: typeof ScalekitEmulator): Promise<ProtectedServer> {
    const port = await freePort();
    const emulator = await emulators.start({
      loginUrl: 'http://localhost:3000/login',
      resource: `http://localhost:${port}/mcp`,
      consent: 'auto',
    });
    const child = spawn(process.execPath, ['dist/apps/mcp-server/src/main.js'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        PORT: String(port),
        SCALEKIT_ENVIRONMENT_URL: emulator.url,
        SCALEKIT_RESOURCE_URL: emulator.credentials.resourceUrl,
      },
    });
    await once(child.stdout, 'data');
    const server = new ProtectedServer(emulator, child, port);
    await server.#signIn();
    server.#proxy.listen(0, '127.0.0.1');
    await once(server.#proxy, 'listening');
    return server;
  }

  get url(): string {
    return `http://${this.#host}/mcp`;
  }

  async close(): Promise<void> {
    this.#proxy.closeAllConnections();
    this.#proxy.close();
    const exited = once(this.child, 'exit');
    this.child.kill();
    await Promise.all([exited, this.emulator.close()]);
  }

  get #host(): string {
    const address = this.#proxy.address();
    return `localhost:${typeof address === 'object' ? address?.port : ''}`;
  }

  async #signIn(): Promise<void> {
    const login = await this.emulator.beginLogin();
    const { next } = await signIn(this.emulator, login.url);
    this.#token = (await login.finish(next?.href)).accessToken;
  }

  #forward(request: IncomingMessage, response: ServerResponse): void {
    const headers = { ...request.headers, authorization: `Bearer ${this.#token}` };
    // Its own name becomes the server's; a foreign one, by which the suite tests the server, stays.
    if (headers.host === this.#host) headers.host = `localhost:${this.port}`;
    if (headers.origin === `http://${this.#host}`) headers.origin = `http://localhost:${this.port}`;
    const { method, url: path } = request;
    const upstream = call(
      { host: 'localhost', port: this.port, method, path, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    upstream.once('error', () => response.destroy());
    request.pipe(upstream);
  }
}
