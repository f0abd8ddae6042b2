import { AxiosError, type AxiosAdapter, type GenericAbortSignal } from 'axios';
import { endsWithin } from '../timing/ends-within.js';

/**
 * How long somebody waits for a request: for a free connection and for the answer, where `timeout` counts
 * from the sending. It travels as a signal, the one member of a request that axios hands on as it is;
 * were it one that aborts, axios would call every end of it a cancel.
 */
export class TimeLeft implements GenericAbortSignal {
  readonly aborted = false;

  constructor(readonly ms: number) {}
}

/**
 * Lets `timeout` hold for headers and body together: axios' own Node adapter counts silence only, so
 * that a response which drips never ends.
 */
export function withDeadline(adapter: AxiosAdapter): AxiosAdapter {
  return async (config) => {
    const { signal: asked, timeout = 0 } = config;
    if (timeout <= 0) return adapter(config);
    const deadline = new AbortController();
    const abort = (): void => deadline.abort();
    if (asked?.aborted) abort();
    asked?.addEventListener?.('abort', abort);
    const request = adapter({ ...config, signal: deadline.signal });
    try {
      const response = await endsWithin(timeout, request);
      if (response !== undefined) return response;
      // It ends by this, and nobody is left to hear how.
      request.catch(() => undefined);
      abort();
      throw new AxiosError('timeout', AxiosError.ETIMEDOUT, config);
    } finally {
      asked?.removeEventListener?.('abort', abort);
    }
  };
}
