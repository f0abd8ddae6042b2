import { StreamableFile } from '@nestjs/common';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { headersOf } from '../http/answer.js';
import { writeAnswer } from '../http/write-answer.js';
import { takeRecordedAnswer } from '../http/recorded-answer.js';

/** What Nest calls to write what a route, or the filter of its error, has to say. */
const writers = ['reply', 'redirect', 'render'] as const;

type Writer = (response: object, ...rest: unknown[]) => unknown;

/** Marks an adapter that is wrapped already: several modules of one app may ask. */
const isWrapped = Symbol.for('scalekit-federation:writes-recorded-answers');

/**
 * Lets the adapter write a recorded answer where it would have written the route's. So the handler's
 * value passes through the app's interceptors as ever: transactions commit, tracing sees no error, and
 * neither envelope nor `@Redirect()` changes what is written. An error that came up later wins.
 */
export function writeRecordedAnswers(adapter: AbstractHttpAdapter): void {
  if (Reflect.has(adapter, isWrapped)) return;
  for (const name of writers) {
    const original = adapter[name].bind(adapter) as Writer;
    const write: Writer = (response, ...rest) => {
      const [body, status] = rest;
      const isError = name === 'reply' && isFailure(response, status);
      const answer = isError ? undefined : takeRecordedAnswer(response);
      if (answer === undefined) return original(response, ...rest);
      if (answer.kind === 'handler' && name === 'reply') {
        for (const [header, value] of Object.entries(headersOf(answer))) {
          adapter.setHeader(response, header, value);
        }
        return original(response, ...rest);
      }
      // What is not sent would keep its file open.
      if (body instanceof StreamableFile) body.getStream().destroy();
      return writeAnswer(adapter, response, answer);
    };
    Reflect.set(adapter, name, write);
  }
  Object.defineProperty(adapter, isWrapped, { value: true });
}

/** Filters pass the status, or set it beforehand; a route's own success is below 400. */
function isFailure(response: object, status: unknown): boolean {
  const { statusCode } = response as { readonly statusCode: number };
  return (typeof status === 'number' ? status : statusCode) >= 400;
}
