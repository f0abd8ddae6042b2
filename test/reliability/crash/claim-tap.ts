import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** When a replica is to be killed on its way through Redis. */
export type ClaimPoint = 'before the claim is taken' | 'once the claim is taken';

/** A replica's way to Redis, on which it can be killed in the middle of a claim. */
export class ClaimTap {
  #armed: { readonly point: ClaimPoint; readonly strike: () => void } | undefined;
  readonly #sockets = new Set<Socket>();
  readonly #server = createServer((near) => this.#pass(near));

  constructor(private readonly redisPort: number) {}

  async listen(): Promise<number> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return (this.#server.address() as AddressInfo).port;
  }

  /** Once, at the next claim. What Redis answers to it never arrives. */
  arm(point: ClaimPoint, strike: () => void): void {
    this.#armed = { point, strike };
  }

  disarm(): void {
    this.#armed = undefined;
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #pass(near: Socket): void {
    const far = connect(this.redisPort, '127.0.0.1');
    let withhold: (() => void) | undefined;
    for (const socket of [near, far]) {
      this.#sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        this.#sockets.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (bytes: Buffer) => {
      const armed = bytes.includes('taken') ? this.#armed : undefined;
      if (armed === undefined) return far.write(bytes);
      this.#armed = undefined;
      if (armed.point === 'before the claim is taken') return armed.strike();
      withhold = armed.strike;
      return far.write(bytes);
    });
    far.on('data', (bytes: Buffer) => {
      if (withhold === undefined) near.write(bytes);
      else withhold();
    });
  }
}
