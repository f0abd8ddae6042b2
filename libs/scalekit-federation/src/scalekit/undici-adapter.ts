import { AxiosError, AxiosHeaders, type AxiosAdapter, type AxiosResponse } from 'axios';
import type { Dispatcher } from 'undici';
import { TimeLeft } from './deadline.js';
import { networkCodeOf } from './network-code.js';

/** Scalekit's responses to a login have a few hundred bytes; what is larger is not one. */
export const maxResponseBytes = 64 * 1024;

/**
 * An axios adapter over undici, as narrow as this module's calls: a string body or none, one timeout
 * over headers and body from the moment that the request is sent, no redirects, a capped response.
 * Errors carry axios' codes, and `NOT_SENT` where the time left ends before the sending.
 */
export function undiciAdapter(dispatcher: Dispatcher): AxiosAdapter {
  return (config) =>
    new Promise<AxiosResponse<string>>((resolve, reject) => {
      const { origin, pathname, search } = new URL(config.url ?? '');
      const { maxContentLength = maxResponseBytes } = config;
      const chunks: Buffer[] = [];
      let bytes = 0;
      let status = 0;
      let headers: Record<string, string | string[]> = {};
      let abort: ((reason: Error) => void) | undefined;
      let cancelled: AxiosError | undefined;

      const cancel = (error: AxiosError): void => {
        cancelled = error;
        abort?.(error);
        // It may still wait for a connection, and nobody waits that long.
        finish();
        reject(error);
      };
      const fail = (message: string, code: string): AxiosError =>
        new AxiosError(message, code, config);
      const onAbort = (): void => cancel(fail('canceled', AxiosError.ERR_CANCELED));
      const onTimeout = (): void =>
        abort === undefined
          ? cancel(fail('not sent in time', 'NOT_SENT'))
          : cancel(fail('timeout', AxiosError.ETIMEDOUT));
      const timers: NodeJS.Timeout[] = [];
      const endAfter = (ms: number): void => void timers.push(setTimeout(onTimeout, ms));
      if (config.signal instanceof TimeLeft) endAfter(config.signal.ms);
      config.signal?.addEventListener?.('abort', onAbort);
      config.cancelToken?.promise.then(onAbort, onAbort);

      const finish = (): void => {
        timers.forEach((timer) => clearTimeout(timer));
        config.signal?.removeEventListener?.('abort', onAbort);
      };

      dispatcher.dispatch(
        {
          origin,
          path: pathname + search,
          method: (config.method ?? 'POST').toUpperCase(),
          headers: config.headers.toJSON() as Record<string, string>,
          body: (config.data as string | undefined) ?? null,
        },
        {
          onRequestStart(controller) {
            abort = (reason) => controller.abort(reason);
            if (cancelled) controller.abort(cancelled);
            // Time in the queue for a connection is not Scalekit's.
            else if (config.timeout) endAfter(config.timeout);
          },
          onResponseStart(_controller, statusCode, rawHeaders) {
            status = statusCode;
            headers = rawHeaders as Record<string, string | string[]>;
          },
          onResponseData(_controller, chunk) {
            bytes += chunk.length;
            if (bytes > maxContentLength)
              cancel(fail('maxContentLength exceeded', AxiosError.ERR_BAD_RESPONSE));
            else chunks.push(chunk);
          },
          onResponseEnd() {
            finish();
            resolve({
              data: Buffer.concat(chunks).toString('utf8'),
              status,
              statusText: '',
              headers: new AxiosHeaders(headers),
              config,
            });
          },
          onResponseError(_controller, error) {
            finish();
            reject(cancelled ?? fail('request failed', networkCodeOf(error)));
          },
        },
      );
    });
}
