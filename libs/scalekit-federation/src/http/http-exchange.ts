import type { ServerResponse } from 'node:http';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { headersOf, type Answer } from './answer.js';
import type { RequestHeaders } from './caller.js';
import { recordAnswer, recordedAnswer } from './recorded-answer.js';

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

/** One request and its response; the only place that knows how a platform writes. */
export class HttpExchange {
  constructor(
    private readonly adapter: AbstractHttpAdapter,
    readonly request: PlatformRequest,
    private readonly response: unknown,
  ) {}

  /** Read from the raw URL: query parsers turn `a=1&a=2` and `a[]=1` into what nobody sent. */
  get query(): URLSearchParams {
    const url = this.request.originalUrl ?? this.request.url;
    const start = url.indexOf('?');
    return new URLSearchParams(start < 0 ? '' : url.slice(start));
  }

  /** Body of a form or of a JSON object, as the app's own parser read it. */
  get fields(): Record<string, unknown> {
    const { body } = this.request;
    return typeof body === 'object' && body !== null && !Array.isArray(body)
      ? (body as Record<string, unknown>)
      : {};
  }

  /** Takes parameters that are not the app's out of what its pipes will see; `query` keeps them. */
  hideParameters(names: readonly string[]): void {
    const { request } = this;
    const all = Object.entries((request.query ?? {}) as Record<string, unknown>);
    const own = all.filter(([name]) => !names.includes(name));
    if (own.length === all.length) return;
    // Express makes `request.query` anew with every look at it.
    const value = Object.fromEntries(own);
    Object.defineProperty(request, 'query', { value, configurable: true, writable: true });
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

/** Of an answer that a handler or the platform had prepared, and that is not the one that leaves. */
const headersOfAnotherAnswer = [
  'Location',
  'Content-Length',
  'Content-Encoding',
  'Content-Disposition',
  'ETag',
];

interface PlatformResponse {
  readonly statusCode: number;
  removeHeader(name: string): void;
}

export function writeAnswer(
  adapter: AbstractHttpAdapter,
  response: object,
  answer: Answer,
): unknown {
  const platformResponse = response as PlatformResponse;
  for (const name of headersOfAnotherAnswer) platformResponse.removeHeader(name);
  for (const [name, value] of Object.entries(headersOf(answer))) {
    adapter.setHeader(response, name, value);
  }
  switch (answer.kind) {
    case 'page':
      return adapter.reply(response, answer.page.html, answer.status);
    case 'raw':
      return adapter.reply(response, answer.body, answer.status);
    case 'redirect':
      return adapter.redirect(response, 303, answer.location);
    case 'json': {
      const status = answer.status ?? successStatus(platformResponse);
      return adapter.reply(response, JSON.stringify(answer.body), status);
    }
  }
}

/** These leave without a body (RFC 9110 15.3.5 and 15.3.6). */
const withoutBody = [204, 205];

/**
 * The handler's own, unless it would have redirected, which a script could not tell from a failure, or
 * would drop the body, which says where to go on.
 */
function successStatus({ statusCode }: PlatformResponse): number | undefined {
  return statusCode < 300 && !withoutBody.includes(statusCode) ? undefined : 200;
}
