import type { ServerRequest } from './exchange.js';

const limitBytes = 1024 * 1024;

/** @returns the whole body as text, or undefined if it is larger than 1 MiB */
export async function readBody(request: ServerRequest): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes <= limitBytes) chunks.push(chunk);
  }
  return bytes <= limitBytes ? Buffer.concat(chunks).toString('utf8') : undefined;
}
