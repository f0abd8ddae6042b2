import { STATUS_CODES } from 'node:http';
import type { StrategyAnswer } from './strategy-answer.js';

/** What a strategy may do to the response itself. */
interface PlatformResponse {
  /** Express. */
  setHeader?(name: string, value: string): unknown;
  append?(name: string, value: string): unknown;
  /** Fastify; appends where a header may come more than once. */
  header?(name: string, value: string): unknown;
  /** Express, and Fastify with @fastify/cookie. */
  cookie(name: string, value: string, options?: object): unknown;
  clearCookie(name: string, options?: object): unknown;
}

/** Headers of the strategy's own answer; all others, cookies among them, belong to the response. */
const ofTheAnswer = new Set(['location', 'content-type', 'content-length']);

/**
 * Stands in for the response while a Passport strategy runs: what would end the response is caught. It
 * has what the strategies that we know write with, in the words of Express, and on Fastify too.
 * passport-local writes nothing at all, openid-client and passport-openidconnect by Passport alone.
 */
export class CapturedResponse {
  /** Passport's redirect sets it, as Node's own code does. */
  statusCode = 200;
  readonly #headers: Record<string, string> = {};
  readonly #response: PlatformResponse;
  #answered: (answer: StrategyAnswer) => void = () => undefined;

  /** Resolves if the strategy answers by itself. */
  readonly answer = new Promise<StrategyAnswer>((resolve) => {
    this.#answered = resolve;
  });

  constructor(response: object) {
    this.#response = response as PlatformResponse;
  }

  /** Passport's redirect, and all below. */
  setHeader(name: string, value: string): this {
    const response = this.#response;
    if (ofTheAnswer.has(name.toLowerCase())) this.#headers[name.toLowerCase()] = value;
    else if (response.setHeader) response.setHeader(name, value);
    else response.header?.(name, value);
    return this;
  }

  /** Passport's redirect, and all below. */
  end(body = ''): void {
    this.#answered({ status: this.statusCode, headers: { ...this.#headers }, body });
  }

  /** passport-saml: the form of its HTTP-POST binding. */
  send(body = ''): void {
    this.#headers['content-type'] ??= 'text/html; charset=utf-8';
    this.end(body);
  }

  /** passport-oauth2 and passport-openidconnect: state stores that keep a trip in a cookie. */
  cookie(name: string, value: string, options?: object): this {
    this.#response.cookie(name, value, options);
    return this;
  }

  /** As `cookie`. */
  clearCookie(name: string, options?: object): this {
    this.#response.clearCookie(name, options);
    return this;
  }

  // passport-custom runs the app's own function, which answers as a handler of Express would.

  status(code: number): this {
    this.statusCode = code;
    return this;
  }

  set(name: string, value: string): this {
    return this.setHeader(name, value);
  }

  append(name: string, value: string): this {
    if (this.#response.append) this.#response.append(name, value);
    else this.#response.header?.(name, value);
    return this;
  }

  location(url: string): this {
    return this.setHeader('Location', url);
  }

  redirect(...parameters: [url: string] | [status: number, url: string]): void {
    const [status, url] = parameters.length === 1 ? [302, ...parameters] : parameters;
    this.status(status).location(url).end();
  }

  json(body: unknown): void {
    this.setHeader('Content-Type', 'application/json; charset=utf-8');
    this.end(JSON.stringify(body));
  }

  sendStatus(code: number): void {
    this.status(code).send(STATUS_CODES[code]);
  }

  /** Node takes a reason between status and headers. */
  writeHead(status: number, ...rest: [...reason: string[], headers: Record<string, string>]): this {
    const headers = Object.entries(rest.at(-1) ?? {});
    for (const [name, value] of headers) this.setHeader(name, value);
    return this.status(status);
  }
}
