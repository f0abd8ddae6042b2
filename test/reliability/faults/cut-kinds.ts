import type { Call } from '../support/scalekit/scalekit-server.js';
import type { FaultKind, FaultKinds } from './fault-kinds.js';

/** Scalekit has done it, and the answer is what fails. */
export function carriedOut(run: FaultKind['run']): FaultKind['run'] {
  return async (call, server) => {
    await call.carryOut();
    await run(call, server);
  };
}

const reset: FaultKind['run'] = ({ request }) => void request.socket.resetAndDestroy();

/** Nobody answers; the caller gives up, and its connection with it. */
const silence: FaultKind['run'] = async ({ read }) => void (await read());

/** Writes what an answer begins with, then does something else. */
function begins(share: number, then: (call: Call) => void): FaultKind['run'] {
  return async (call) => {
    const { body } = await call.carryOut();
    const json = JSON.stringify(body);
    call.response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': json.length,
    });
    const part = json.slice(0, Math.ceil(json.length * share));
    call.response.write(part, () => then(call));
  };
}

/** So long the server is gone at a time, in milliseconds. */
const goneMs = 15;

/** What the network does, before and behind the moment that a call is carried out. */
export const cutKinds: FaultKinds = {
  'refuses connections for a while': {
    weight: 0.3,
    run: (call, server) => {
      call.request.socket.resetAndDestroy();
      if (!server.isListening) return;
      server.refuse();
      setTimeout(() => void server.listen(), goneMs);
    },
  },
  'reset before reading': { weight: 1, run: reset },
  'closed before reading': { weight: 1, run: ({ request }) => void request.socket.destroy() },
  'reset after reading': {
    weight: 1,
    run: async (call, server) => {
      await call.read();
      await reset(call, server);
    },
  },
  'carried out, then reset': { weight: 1, run: carriedOut(reset) },
  'carried out, reset in the middle of the body': {
    weight: 1,
    run: begins(0.5, ({ request }) => void request.socket.resetAndDestroy()),
  },
  'carried out, half a body and the end': {
    weight: 1,
    run: begins(0.5, ({ request }) => void request.socket.end()),
  },
  'no answer in time': { weight: 0.5, run: silence },
  'carried out, no answer in time': { weight: 0.5, run: carriedOut(silence) },
  'carried out, a body that drips beyond the time limit': {
    weight: 0.5,
    run: begins(0.1, ({ response }) => {
      // Into the room that the announced length leaves: it never gets to the end.
      const drip = setInterval(() => response.write(' '), 80);
      response.on('close', () => clearInterval(drip));
    }),
  },
};
