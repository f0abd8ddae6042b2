import type { ServerResponse } from 'node:http';
import type { AbstractHttpAdapter } from '@nestjs/core';
import type { Answer } from './answer.js';
import { expectsJson, single, type RequestHeaders } from './caller.js';
import { fieldValue, fieldsOf, headerOfField, leaveOut } from './body-fields.js';
import { recordAnswer, recordedAnswer } from './recorded-answer.js';
import { writeAnswer } from './write-answer.js';

/** The part of a request that Express and Fastify share. */
export interface PlatformRequest {
  readonly method: string;
  readonly url: string;
  /** Express keeps the full URL here when the app is mounted below a path. */
  readonly originalUrl?: string;
  /** Express: the path below which the app is mounted. */
  readonly baseUrl?: string;
  readonly headers: RequestHeaders;
  readonly body?: unknown;
  readonly query?: unknown;
}

/** One request and its response, the same on Express and Fastify. */
export class HttpExchange {
  /** A script of another origin sent it: also where a browser sends no fetch metadata and accepts anything. */
  isOfFrontEnd = false;
  /** Where the page of an error leads; an empty one is the page itself, once more. */
  errorLeadsTo: string | undefined;

  #query: URLSearchParams | undefined;

  constructor(
    private readonly adapter: AbstractHttpAdapter,
    readonly request: PlatformRequest,
    private readonly response: unknown,
    readonly isGraphQl = false,
  ) {}

  /** Whether a script will read the answer itself. */
  get isForScript(): boolean {
    return this.isGraphQl || this.isOfFrontEnd || expectsJson(this.request.headers);
  }

  /** Read from the raw URL: query parsers turn `a=1&a=2` and `a[]=1` into what nobody sent. */
  get query(): URLSearchParams {
    this.#query ??= new URLSearchParams(queryOf(this.request.originalUrl ?? this.request.url));
    return this.#query;
  }

  /** Body of a form or of a JSON object, as the app's own parser read it. */
  get fields(): Record<string, unknown> {
    return fieldsOf(this.request.body);
  }

  /** What the person may have typed in: the fields of the body, or the variables of the operation. */
  get input(): Record<string, unknown> {
    return this.isGraphQl ? fieldsOf(this.fields['variables']) : this.fields;
  }

  /**
   * Takes a field that is not the app's out of the body (of GraphQL its `extensions`) before its pipes
   * see it; else reads the header of its name, as `Scalekit-Txn`, which no foreign form can send.
   */
  takeField(name: string): unknown {
    const [holder, key] = this.isGraphQl ? [this.fields, 'extensions'] : [this.request, 'body'];
    const fields = fieldsOf(Reflect.get(holder, key));
    if (!Object.hasOwn(fields, name)) {
      return single(this.request.headers, headerOfField(name));
    }
    const value = fieldValue(fields[name]);
    leaveOut(holder, key, [name]);
    return value ?? null;
  }

  /** Takes parameters that are not the app's out of what its pipes will see; `query` keeps them. */
  hideParameters(names: readonly string[]): void {
    // Express makes `request.query` anew with every look at it.
    leaveOut(this.request, 'query', names, { anew: true });
  }

  /** A header of the answer, as it is set so far or has left. */
  answerHeader(name: string): string | undefined {
    const { getHeader } = this.response as { getHeader?: (name: string) => unknown };
    const value = getHeader?.call(this.response, name);
    return typeof value === 'string' ? value : undefined;
  }

  /** Whether somebody has answered already. */
  get isAnswered(): boolean {
    return Boolean(this.adapter.isHeadersSent(this.response));
  }

  setHeaders(headers: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(headers)) {
      this.adapter.setHeader(this.response, name, value);
    }
  }

  /** An answer that has left, a timeout's perhaps, takes no cookie any more. */
  addCookie(cookie: string): void {
    if (this.isAnswered) return;
    this.adapter.appendHeader(this.response, 'Set-Cookie', cookie);
  }

  /** Runs once the answer has left, whoever wrote it; at once if it has. */
  onceAnswered(task: (status: number) => void): void {
    const { raw = this.response } = this.response as { raw?: unknown };
    const response = raw as ServerResponse;
    if (response.writableFinished) task(response.statusCode);
    else response.once('finish', () => task(response.statusCode));
  }

  send(answer: Answer): void {
    writeAnswer(this.adapter, this.response as object, answer);
  }

  /** Lets the handler's value pass, and Nest write this answer in its place. */
  record(answer: Answer): void {
    recordAnswer(this.response as object, answer);
  }

  /** Whether a recorded answer still waits to be written. */
  get isRecorded(): boolean {
    return recordedAnswer(this.response as object) !== undefined;
  }

  /** Ends it with Node's own means, where the platform's have failed. */
  abandon(): void {
    const { raw = this.response } = this.response as { raw?: unknown };
    const response = raw as ServerResponse;
    if (!response.headersSent) response.statusCode = 500;
    response.end();
  }
}

function queryOf(url: string): string {
  const start = url.indexOf('?');
  return start < 0 ? '' : url.slice(start);
}
