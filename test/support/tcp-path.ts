import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** The way to a server, which a test can cut, block and mend. */
export class TcpPath {
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((near) => this.#forward(near));
  #port = 0;
  #isSilent = false;

  private constructor(private readonly target: { host: string; port: number }) {}

  static async to(host: string, port: number): Promise<TcpPath> {
    const path = new TcpPath({ host, port });
    await path.#listen();
    return path;
  }

  get port(): number {
    return this.#port;
  }

  /** As if the server had been stopped: connections end, and new ones are refused. */
  async cut(): Promise<void> {
    this.#server.close();
    this.#endAll();
    await once(this.#server, 'close');
  }

  /** As if the server hung: connections stand, and nothing comes back. */
  silence(): void {
    this.#isSilent = true;
  }

  /** Ends what was cut or silent; clients connect anew. */
  async mend(): Promise<void> {
    this.#isSilent = false;
    this.#endAll();
    if (!this.#server.listening) await this.#listen();
  }

  async close(): Promise<void> {
    if (this.#server.listening) await this.cut();
  }

  async #listen(): Promise<void> {
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  #forward(near: Socket): void {
    const far = connect(this.target);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(from);
      from.on('data', (bytes) => this.#isSilent || to.write(bytes));
      from.on('error', () => undefined);
      from.on('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
    }
  }

  #endAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }
}
