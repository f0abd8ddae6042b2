import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AnswerPart } from '../kinds.js';
import { secretsInAnswer, secretsInBody, secretsInCookie, secretsInUrl } from '../learned.js';
import type { Lookout } from '../lookout.js';
import { onCall } from './on-call.js';
import { textOf } from './output.js';

/** Of a body; what is longer is a download. */
const mostCharacters = 2 ** 20;

/** Learns from every request that a server gets, and sees every answer, head and body. */
export function watchServer(server: Server, lookout: Lookout): void {
  server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    lookout.learn(secretsInUrl(request.url ?? ''));
    onBodyOf(request, (body) =>
      lookout.learn(secretsInBody(request.headers['content-type'] ?? '', body)),
    );
    onAnswer(response, (body) => seeAnswer(response, body, lookout));
  });
}

function seeAnswer(response: ServerResponse, body: string, { learn, see }: Lookout): void {
  const { statusCode: status } = response;
  // As it was sent: what is given to `writeHead` stands nowhere else.
  const lines = String(Reflect.get(response, '_header')).trimEnd().split('\r\n');
  const type = lines.find((line) => /^content-type:/i.test(line)) ?? '';
  learn([...lines.flatMap(secretsInCookie), ...secretsInAnswer(body)]);
  const head = lines.map((text) => {
    const part = /^set-cookie:/i.test(text) ? 'Set-Cookie' : 'header';
    return { sink: 'answer', text, part, status } as const;
  });
  see(...head, { sink: 'answer', text: body, part: bodyPart(type), status });
}

function bodyPart(contentType: string): AnswerPart {
  if (contentType.includes('html')) return 'page';
  // Events are JSON, too: MCP answers so.
  return /json|event-stream/.test(contentType) ? 'JSON' : 'other body';
}

/** As Node's parser hands it on: reading it would take it from the app. */
function onBodyOf(request: IncomingMessage, done: (body: string) => void): void {
  let body = '';
  onCall(request, 'push', {
    called: ([chunk]) => {
      if (body.length < mostCharacters) body += textOf(chunk);
      if (chunk === null && body !== '') done(body);
    },
  });
}

function onAnswer(response: ServerResponse, done: (body: string) => void): void {
  let body = '';
  const take = ([chunk]: readonly unknown[]): void => {
    if (body.length < mostCharacters) body += textOf(chunk);
  };
  onCall(response, 'write', { called: take });
  onCall(response, 'end', { called: take, returned: () => done(body) });
}
