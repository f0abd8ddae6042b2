import type { AbstractHttpAdapter } from '@nestjs/core';
import { headersOf, type Answer } from './answer.js';

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
      const { status = successStatus(platformResponse), body } = answer;
      const isBare = status === undefined && withoutBody.includes(platformResponse.statusCode);
      if (isBare) platformResponse.removeHeader('Content-Type');
      return adapter.reply(response, isBare ? undefined : JSON.stringify(body), status);
    }
    case 'handler': {
      // It would have redirected, or rendered a page.
      const body = JSON.stringify(answer.otherwise);
      adapter.setHeader(response, 'Content-Type', 'application/json; charset=utf-8');
      return adapter.reply(response, body, successStatus(platformResponse));
    }
  }
}

/** These leave without a body (RFC 9110 15.3.5 and 15.3.6). What a script has to know stands in a header, too. */
const withoutBody = [204, 205];

/** The handler's own, unless it would have redirected, which a script could not tell from a failure. */
function successStatus({ statusCode }: PlatformResponse): number | undefined {
  return statusCode < 300 ? undefined : 200;
}
