import { once } from 'node:events';
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { addressOf } from '../people.js';
import { tokenAnswer, Tokens } from './tokens.js';
import { connectionIdOf } from './credentials.js';
import type { Ledger, LoginRequestEntry } from './ledger.js';

/** One call of the backend's, which a fault may strike before or behind the moment it is carried out. */
export interface Call {
  readonly side: 'token' | 'push';
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Of a push. */
  readonly entry: LoginRequestEntry | undefined;
  /** The token that it came with, or the client that asks for one. */
  readonly by: string;
  /** Reads the request. */
  readonly read: () => Promise<string>;
  /** Does what was asked, and says how it is answered. */
  readonly carryOut: () => Promise<{ readonly status: number; readonly body: object }>;
}

/** Answers in the place of the server. @returns false where it leaves that to the server */
export type Strike = (call: Call, server: ScalekitServer) => Promise<boolean>;

const pushPath = /^\/api\/v1\/connections\/([\w-]+)\/auth-requests\/([\w-]+)\/user$/;

/** Scalekit as far as a hand-off needs it, over HTTP on loopback. It can be made to fail, and keeps the truth. */
export class ScalekitServer {
  readonly tokens = new Tokens();
  strike: Strike | undefined;
  readonly #http = createHttpServer({ keepAliveTimeout: 120_000 }, (request, response) => {
    // What breaks off here has been broken off on purpose, or by a killed process.
    this.#serve(request, response).catch(() => response.destroy());
  });
  readonly #sockets = new Set<Socket>();
  readonly #port = createServer((socket) => {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => this.#sockets.delete(socket));
    this.#http.emit('connection', socket);
  });
  url = '';

  constructor(private readonly ledger: Ledger) {}

  async start(): Promise<this> {
    await this.listen();
    return this;
  }

  get sockets(): number {
    return this.#sockets.size;
  }

  /** On the port of the first time. */
  async listen(): Promise<void> {
    this.#port.listen(this.url === '' ? 0 : Number(new URL(this.url).port), '127.0.0.1', 4_096);
    await once(this.#port, 'listening');
    this.url = `http://127.0.0.1:${(this.#port.address() as AddressInfo).port}`;
  }

  /** New connections are refused from here on; those in the middle of a request live on. */
  refuse(): void {
    this.#port.close();
    this.#http.closeIdleConnections();
  }

  get isListening(): boolean {
    return this.#port.listening;
  }

  close(): void {
    this.#port.close();
    this.#http.closeAllConnections();
    for (const socket of this.#sockets) socket.destroy();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const call = this.#callOf(request, response);
    if (call === undefined) {
      this.ledger.astray.push(`${request.method} ${request.url}`);
      response.writeHead(404).end();
      return;
    }
    const isRefused = call.side === 'push' && this.tokens.connectionOf(call.by) === undefined;
    if (isRefused) {
      await call.read();
      answerJson(response, 401, { code: 16, message: 'Token empty' });
      return;
    }
    if (this.strike !== undefined && (await this.strike(call, this))) return;
    const { status, body } = await call.carryOut();
    answerJson(response, status, body);
  }

  #callOf(request: IncomingMessage, response: ServerResponse): Call | undefined {
    let reading: Promise<string> | undefined;
    const read = () => (reading ??= text(request));
    const { method, url = '' } = request;
    if (method === 'POST' && url === '/oauth/token') {
      const carryOut = async () => tokenAnswer(this.tokens, await read());
      return { side: 'token', request, response, entry: undefined, by: '', read, carryOut };
    }
    const [, connectionId = '', id = ''] = (method === 'POST' && pushPath.exec(url)) || [];
    const entry = this.ledger.find(id);
    if (entry === undefined || connectionIdOf(entry.connection) !== connectionId) return undefined;
    const by = (request.headers.authorization ?? '').replace(/^Bearer /, '');
    // It counts as it was when the call came, whatever is revoked meanwhile.
    const connection = this.tokens.connectionOf(by);
    const carryOut = async () => this.#take(entry, connection, await read());
    return { side: 'push', request, response, entry, by, read, carryOut };
  }

  /** The last one wins, so that only the backend can keep a login request to one identity. */
  #take(entry: LoginRequestEntry, connection: string | undefined, body: string) {
    const pushed = JSON.parse(body) as { sub?: unknown; email?: unknown; login_failed?: unknown };
    const { sub, email } = pushed;
    const isWhole = typeof sub === 'string' && email === addressOf(sub);
    const isOwn = connection === entry.connection;
    if (isOwn && pushed.login_failed === true) entry.rejections += 1;
    else if (isOwn && isWhole) entry.accepted.push(sub);
    else this.ledger.wrongPushes.push(entry.id);
    return { status: 200, body: { auth_request_id: `req_${entry.id}` } };
  }
}

export function answerJson(response: ServerResponse, status: number, body: object): void {
  const json = JSON.stringify(body);
  response.writeHead(status, { 'content-type': 'application/json', 'content-length': json.length });
  response.end(json);
}
