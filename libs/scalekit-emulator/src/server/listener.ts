import { once } from 'node:events';
import { createServer as createHttp1Server, type Server as Http1Server } from 'node:http';
import { createServer as createHttp2Server, type Http2Server } from 'node:http2';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import type { ServerRequest, ServerResponse } from './exchange.js';

export type RequestHandler = (request: ServerRequest, response: ServerResponse) => void;

/** PEM */
export interface KeyPair {
  cert: string;
  key: string;
}

/** How a client that speaks HTTP/2 without asking first begins, RFC 9113 section 3.4. */
const prefaceStart = 'PRI';

/** HTTP/1.1 and HTTP/2 on one port: told apart by ALPN over TLS, by the first bytes without. */
export class Listener {
  readonly #http1: Http1Server;
  readonly #http2: Http2Server;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  constructor(handle: RequestHandler, tls: KeyPair | undefined) {
    this.#http1 = createHttp1Server(handle);
    this.#http2 = createHttp2Server(handle);
    this.#server = tls
      ? createTlsServer({ ...tls, ALPNProtocols: ['h2', 'http/1.1'] }, (socket) =>
          this.#acceptTls(socket),
        )
      : createTcpServer((socket) => this.#acceptPlain(socket));
    this.#server.on('connection', (socket: Socket) => this.#track(socket));
  }

  /**
   * @returns the port that it listens on
   * @throws Error that names the port, if it is taken
   */
  async listen(port: number, host: string): Promise<number> {
    this.#server.listen(port, host);
    try {
      await once(this.#server, 'listening');
    } catch (cause) {
      const taken = cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE';
      throw taken ? new Error(`port ${port} is in use, take another one`, { cause }) : cause;
    }
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  }

  async close(): Promise<void> {
    await new Promise((resolve) => {
      this.#server.close(resolve);
      for (const socket of this.#sockets) socket.destroy();
    });
  }

  #track(socket: Socket): void {
    this.#sockets.add(socket);
    // A client that hangs up early is no matter of ours.
    socket.on('error', () => socket.destroy());
    socket.once('close', () => this.#sockets.delete(socket));
  }

  #acceptTls(socket: TLSSocket): void {
    (socket.alpnProtocol === 'h2' ? this.#http2 : this.#http1).emit('connection', socket);
  }

  #acceptPlain(socket: Socket): void {
    let head = Buffer.alloc(0);
    const look = (chunk: Buffer): void => {
      head = Buffer.concat([head, chunk]);
      const start = head.toString('latin1', 0, prefaceStart.length);
      if (start.length < prefaceStart.length && prefaceStart.startsWith(start)) return;
      socket.off('data', look);
      socket.pause();
      socket.unshift(head);
      // HTTP/2 takes what is unshifted by itself.
      if (start === prefaceStart) this.#http2.emit('connection', socket);
      else {
        this.#http1.emit('connection', socket);
        socket.resume();
      }
    };
    socket.on('data', look);
  }
}
