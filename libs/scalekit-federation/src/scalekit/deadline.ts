import { AxiosError, type AxiosAdapter, type GenericAbortSignal } from 'axios';
import { endsWithin } from '../timing/ends-within.js';

/** Whether it is `AbortSignal.timeout()` that has ended; every other abort is somebody's wish. */
export function hasTimedOut(signal: GenericAbortSignal | undefined): boolean {
  if (!(signal instanceof AbortSignal) || !signal.aborted) return false;
  return (signal.reason as Error | undefined)?.name === 'TimeoutError';
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
    const request = adapter({ ...config, signal: deadline.signal }).catch((error: unknown) => {
      throw hasTimedOut(asked) ? tooLate(config) : error;
    });
    try {
      const response = await endsWithin(timeout, request);
      if (response !== undefined) return response;
      // It ends by this, and nobody is left to hear how.
      request.catch(() => undefined);
      abort();
      throw tooLate(config);
    } finally {
      asked?.removeEventListener?.('abort', abort);
    }
  };
}

function tooLate(config: Parameters<AxiosAdapter>[0]): AxiosError {
  return new AxiosError('timeout', AxiosError.ETIMEDOUT, config);
}
