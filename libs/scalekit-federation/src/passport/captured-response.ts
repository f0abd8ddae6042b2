import { STATUS_CODES } from 'node:http';
import type { StrategyAnswer } from './strategy-answer.js';

/** The parts of Express's and Fastify's responses that write headers. */
interface PlatformResponse {
  setHeader?(name: string, value: string | string[]): unknown;
  header?(name: string, value: string | string[]): unknown;
  append?(name: string, value: string | string[]): unknown;
  getHeader(name: string): unknown;
}

/** Headers of the strategy's own answer; all others, cookies among them, belong to the response. */
const ofTheAnswer = new Set(['location', 'content-type', 'content-length']);

/**
 * Stands in for the response while a Passport strategy runs. Strategies write as Express and Node do;
 * here what would end the response is caught, on every platform. Everything else, such as Express's
 * `cookie()`, happens to the response itself.
 */
export class CapturedResponse {
  statusCode = 200;
  headersSent = false;
  writableEnded = false;
  /** What the strategy is given. */
  readonly facade: object;
  readonly #headers: Record<string, string> = {};
  readonly #response: PlatformResponse;
  #body = '';
  #answered: (answer: StrategyAnswer) => void = () => undefined;

  /** Resolves if the strategy answers by itself. */
  readonly answer = new Promise<StrategyAnswer>((resolve) => {
    this.#answered = resolve;
  });

  constructor(response: object) {
    this.#response = response as PlatformResponse;
    this.facade = new Proxy(this, {
      get: (target, key) => {
        const owner = key in target ? target : response;
        const value: unknown = Reflect.get(owner, key);
        return typeof value === 'function' ? (value.bind(owner) as unknown) : value;
      },
      set: (target, key, value) => Reflect.set(key in target ? target : response, key, value),
    });
  }

  setHeader(name: string, value: string | number | string[]): object {
    const text = Array.isArray(value) ? value : String(value);
    if (ofTheAnswer.has(name.toLowerCase())) this.#headers[name.toLowerCase()] = String(text);
    else if (this.#response.setHeader) this.#response.setHeader(name, text);
    else this.#response.header?.(name, text);
    return this.facade;
  }

  getHeader(name: string): unknown {
    return this.#headers[name.toLowerCase()] ?? this.#response.getHeader(name);
  }

  /** Express: one header, or many of an object. */
  set(names: string | Record<string, string>, value: string | string[] = ''): object {
    const headers = typeof names === 'string' ? { [names]: value } : names;
    for (const [name, own] of Object.entries(headers)) this.setHeader(name, own);
    return this.facade;
  }

  header(names: string | Record<string, string>, value?: string | string[]): object {
    return this.set(names, value);
  }

  /** Express and Node; Fastify's `header()` appends where a header may come more than once. */
  append(name: string, value: string | string[]): object {
    if (this.#response.append) this.#response.append(name, value);
    else this.#response.header?.(name, value);
    return this.facade;
  }

  status(code: number): object {
    this.statusCode = code;
    return this.facade;
  }

  location(url: string): object {
    return this.setHeader('Location', url);
  }

  /** Express takes the status before the URL, after it, or not at all. */
  redirect(...parameters: (string | number)[]): void {
    this.statusCode = parameters.find((part) => typeof part === 'number') ?? 302;
    this.location(parameters.find((part) => typeof part === 'string') ?? '');
    this.end();
  }

  send(body = ''): void {
    if (this.#headers['content-type'] === undefined) {
      this.setHeader('Content-Type', 'text/html; charset=utf-8');
    }
    this.end(body);
  }

  json(body: unknown): void {
    this.setHeader('Content-Type', 'application/json; charset=utf-8');
    this.end(JSON.stringify(body));
  }

  sendStatus(code: number): void {
    this.status(code);
    this.send(STATUS_CODES[code]);
  }

  /** Node takes a reason between status and headers. */
  writeHead(status: number, ...rest: unknown[]): object {
    this.statusCode = status;
    const headers = rest.find((part) => typeof part === 'object' && part !== null);
    return this.set((headers as Record<string, string> | undefined) ?? {});
  }

  write(chunk: string | Uint8Array): boolean {
    this.#body += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
    return true;
  }

  end(chunk: string | Uint8Array = ''): void {
    this.write(chunk);
    this.headersSent = true;
    this.writableEnded = true;
    this.#answered({ status: this.statusCode, headers: { ...this.#headers }, body: this.#body });
  }
}
