import type { Call } from '../support/scalekit/scalekit-server.js';
import { carriedOut } from './cut-kinds.js';
import type { FaultKind, FaultKinds } from './fault-kinds.js';

function body(text: string, type = 'application/json', status = 200): FaultKind['run'] {
  return carriedOut(({ response }) => {
    response.writeHead(status, { 'content-type': type });
    response.end(text);
  });
}

/** By hand, past Node's own HTTP. */
function raw(write: (json: string, call: Call) => void): FaultKind['run'] {
  return async (call) => {
    const { body } = await call.carryOut();
    write(JSON.stringify(body), call);
  };
}

const head = (json: string) =>
  `content-type: application/json\r\ncontent-length: ${json.length}\r\n`;

function redirects(status: number): FaultKind['run'] {
  return async ({ read, response }) => {
    await read();
    // Whoever follows is counted as led astray.
    response.writeHead(status, { location: '/astray' }).end();
  };
}

/** Answers that are none, or not Scalekit's, or not what their head says. */
export const oddKinds: FaultKinds = {
  'carried out, an empty body': { weight: 1, run: body('') },
  'carried out, not JSON': { weight: 1, run: body('welcome', 'text/plain') },
  'carried out, HTML of a proxy': { weight: 1, run: body('<html>sign in</html>', 'text/html') },
  'carried out, a JSON array': { weight: 1, run: body('[]') },
  'carried out, a huge body': { weight: 1, run: body(`{"x":"${'x'.repeat(200_000)}"}`) },
  'carried out, 204': {
    weight: 1,
    run: carriedOut(({ response }) => void response.writeHead(204).end()),
  },
  'a wrong content type': {
    weight: 1,
    run: async ({ carryOut, response }) => {
      const { body } = await carryOut();
      response.writeHead(200, { 'content-type': 'image/png' }).end(JSON.stringify(body));
    },
  },
  'redirect by 302': { weight: 1, run: redirects(302) },
  'redirect by 307, which would take the body along': { weight: 1, run: redirects(307) },
  'late, within the time limit': {
    weight: 1,
    run: async ({ carryOut, response }) => {
      const { body } = await carryOut();
      setTimeout(() => {
        response.writeHead(200, { 'content-type': 'application/json' });
        response.end(JSON.stringify(body));
      }, 60);
    },
  },
  'answered twice': {
    weight: 1,
    run: raw((json, { request }) => {
      const answer = `HTTP/1.1 200 OK\r\n${head(json)}\r\n${json}`;
      request.socket.end(answer + answer);
    }),
  },
  'HTTP/1.0, closed at the end': {
    weight: 1,
    run: raw((json, { request }) => {
      request.socket.end(`HTTP/1.0 200 OK\r\ncontent-type: application/json\r\n\r\n${json}`);
    }),
  },
  'garbage bytes': {
    weight: 1,
    run: raw(
      (_json, { request }) => void request.socket.end('\u0000\u0016\u0003\u0001 garbage\r\n\r\n'),
    ),
  },
  'a broken chunk': {
    weight: 1,
    run: raw((json, { request }) => {
      request.socket.end(`HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n${json}\r\n`);
    }),
  },
};
