import { StreamableFile } from '@nestjs/common';
import type { AbstractHttpAdapter } from '@nestjs/core';
import { headersOf } from '../http/answer.js';
import { asSent } from '../http/as-sent.js';
import { letOut } from '../http/let-out.js';
import { writeAnswer } from '../http/write-answer.js';
import { FederationLogger } from '../log/federation-logger.js';
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
 *
 * @returns the methods of the adapter that cannot be replaced
 */
export function writeRecordedAnswers(adapter: AbstractHttpAdapter): string[] {
  if (Reflect.has(adapter, isWrapped)) return [];
  const unchangeable: string[] = [];
  const logger = new FederationLogger();
  for (const name of writers) {
    const original = adapter[name].bind(adapter) as Writer;
    const write: Writer = (response, ...rest) => {
      const [body, second] = rest;
      const isError = name === 'reply' && isFailure(response, second);
      // What somebody has written behind the handler cannot be taken back, and the log says so.
      const isLate = Boolean(adapter.isHeadersSent(response));
      const answer = isError || isLate ? undefined : takeRecordedAnswer(response);
      if (answer === undefined) return original(response, ...rest);
      if (answer.kind === 'handler' && name === 'reply') {
        for (const [header, value] of Object.entries(headersOf(answer))) {
          adapter.setHeader(response, header, value);
        }
        return original(response, ...rest);
      }
      // What is not sent would keep its file open.
      if (body instanceof StreamableFile) body.getStream().destroy();
      if (answer.kind !== 'json' || answer.beside === undefined || name === 'redirect') {
        return writeAnswer(adapter, response, answer);
      }
      const answered = name === 'reply' ? asSent(response, body) : second;
      const shown = shownOf(answer.body as object, answer.beside, answered, logger);
      return writeAnswer(adapter, response, { ...answer, body: shown });
    };
    Reflect.set(adapter, name, write);
    if (Reflect.get(adapter, name) !== write) unchangeable.push(name);
  }
  Object.defineProperty(adapter, isWrapped, { value: true });
  return unchangeable;
}

/** The body with those of the handler's fields that the app lets out. */
function shownOf(
  body: object,
  beside: object,
  answered: unknown,
  logger: FederationLogger,
): object {
  const own = Object.fromEntries(
    Object.entries(body).filter(([name]) => !Object.hasOwn(beside, name)),
  );
  const left = letOut(own, answered);
  const names = Object.keys(own);
  if (names.length > 0 && Object.keys(left).length === 0) {
    logger.warnOnce(
      `An interceptor or a schema of the app lets none of the fields ${names.join(', ')} out by its name, so a script that answers a login request gets only our fields. Let the handler return them by the names that they are sent by.`,
    );
  }
  return { ...left, ...beside };
}

/** Filters pass the status, or set it beforehand; a route's own success is below 400. */
function isFailure(response: object, status: unknown): boolean {
  const { statusCode } = response as { readonly statusCode: number };
  return (typeof status === 'number' ? status : statusCode) >= 400;
}
