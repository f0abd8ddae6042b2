import { once } from 'node:events';
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** Sends each request to the next replica, as a load balancer without stickiness does. */
export class Balancer {
  /** How many requests each replica has had. */
  readonly counts: number[];
  readonly #server = createServer((incoming, answer) => this.#pass(incoming, answer));
  #next = 0;

  private constructor(private readonly replicas: readonly string[]) {
    this.counts = replicas.map(() => 0);
  }

  static async before(replicas: readonly string[]): Promise<Balancer> {
    const balancer = new Balancer(replicas);
    balancer.#server.listen(0, '127.0.0.1');
    await once(balancer.#server, 'listening');
    return balancer;
  }

  get url(): string {
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  #pass(incoming: IncomingMessage, answer: ServerResponse): void {
    const index = this.#next;
    this.#next = (index + 1) % this.replicas.length;
    this.counts[index] = (this.counts[index] ?? 0) + 1;
    const url = new URL(incoming.url ?? '/', this.replicas[index]);
    const { method, headers } = incoming;
    const passed = request(url, { method, headers }, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.rawHeaders);
      reply.pipe(answer);
      // Killed in the middle of its answer.
      reply.on('close', () => reply.complete || answer.destroy());
    });
    passed.on('error', () => answer.destroy());
    incoming.pipe(passed);
  }
}
