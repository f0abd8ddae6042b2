import type { RequestStep } from '../journal/journal-entry.js';

/**
 * What goes wrong instead of the emulator's own answer. With nothing but `body` the status is 200; with nothing but
 * `status` the body is Scalekit's own for it. `delayMs`, `dripMs`, `truncated` and `revokeTokens` leave the answer as it
 * is unless something else replaces it.
 */
export interface Fault {
  on: RequestStep;
  /** For how many requests. Left out: until `clearFaults()` or `reset()`. */
  times?: number;
  /** How often it strikes, above 0 and up to 1. @default 1 */
  probability?: number;
  /** Start of the random numbers that `probability` is drawn from: the same seed, the same faults. @default 1 */
  seed?: number;
  status?: number;
  headers?: Record<string, string>;
  /** An object is sent as JSON, a string as it is. */
  body?: unknown;
  /** Waits before it answers or resets. */
  delayMs?: number;
  /** Sends the body in pieces, and waits before each. */
  dripMs?: number;
  /** Sends half of the body, then ends the connection. */
  truncated?: boolean;
  /** Resets the connection without an answer. */
  reset?: boolean;
  /** Takes back every token that the backend has, before the request is looked at. */
  revokeTokens?: boolean;
  /** The request is carried out first, and only its answer is replaced: the failure that a client cannot tell apart. */
  carriedOut?: boolean;
}
