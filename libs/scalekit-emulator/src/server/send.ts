import type { Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { Reply, ServerRequest, ServerResponse } from './exchange.js';
import { reset } from './reset.js';

/** Into how many pieces a body that drips is cut. */
const drops = 10;

/** Puts an answer on the wire: at once, in drops, or half of it. */
export async function send(
  request: ServerRequest,
  response: ServerResponse,
  { status, headers, body, transfer }: Reply,
): Promise<void> {
  const bytes = Buffer.from(body);
  response.writeHead(status, {
    ...headers,
    ...(status !== 204 && { 'content-length': bytes.length }),
  });
  if (request.method === 'HEAD') response.end();
  else if (transfer === undefined) response.end(bytes);
  else if (transfer === 'truncated') await sendHalf(request, response, bytes);
  else await drip(response, bytes, transfer.dripMs);
}

async function sendHalf(request: ServerRequest, response: Writable, bytes: Buffer): Promise<void> {
  await new Promise((written) => {
    response.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), written);
  });
  reset(request);
}

async function drip(response: Writable, bytes: Buffer, dripMs: number): Promise<void> {
  const size = Math.max(1, Math.ceil(bytes.length / drops));
  for (let start = 0; start < bytes.length && !response.destroyed; start += size) {
    await delay(dripMs, undefined, { ref: false });
    response.write(bytes.subarray(start, start + size));
  }
  response.end();
}
