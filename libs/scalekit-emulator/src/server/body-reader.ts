import { bodiesBytes, bodyBytes } from '../memory/bounds.js';
import type { ServerRequest } from './exchange.js';

/** Of a refused body nothing was kept: 413 for one that is too large, 503 while too many are on their way. */
export type ReadBody = { body: string } | { refusal: 413 | 503 };

/** Reads whole bodies, in bounds: one may have 1 MiB, and all that are on their way 16 MiB together. */
export class BodyReader {
  #held = 0;

  async read(request: ServerRequest): Promise<ReadBody> {
    let chunks: Buffer[] = [];
    let bytes = 0;
    let refusal: 413 | 503 | undefined;
    try {
      // To its end even if it is refused: who is still sending does not see an answer.
      for await (const chunk of request as AsyncIterable<Buffer>) {
        if (refusal !== undefined) continue;
        bytes += chunk.length;
        this.#held += chunk.length;
        chunks.push(chunk);
        if (bytes > bodyBytes) refusal = 413;
        else if (this.#held > bodiesBytes) refusal = 503;
        if (refusal === undefined) continue;
        this.#held -= bytes;
        chunks = [];
        bytes = 0;
      }
      return refusal === undefined ? { body: Buffer.concat(chunks).toString('utf8') } : { refusal };
    } finally {
      this.#held -= bytes;
    }
  }
}
