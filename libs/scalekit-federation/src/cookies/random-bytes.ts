import { randomFillSync } from 'node:crypto';

const drawn = Buffer.alloc(4096);
let handedOut = drawn.length;

/**
 * Fresh random bytes of their own, each handed out once. They are drawn some hundred times at once: in a
 * busy server, a draw of twelve bytes costs more than to seal a cookie with them.
 *
 * @param length up to 4096
 */
export function randomBytes(length: number): Buffer {
  if (handedOut + length > drawn.length) {
    randomFillSync(drawn);
    handedOut = 0;
  }
  const bytes = Buffer.from(drawn.subarray(handedOut, handedOut + length));
  handedOut += length;
  return bytes;
}
