import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { text } from 'node:stream/consumers';

export interface HttpRequest {
  readonly url: URL;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

export interface HttpAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export type Send = (request: HttpRequest) => Promise<HttpAnswer>;

export interface TrustedServer {
  readonly origin: string;
  /** PEM */
  readonly ca: string;
}

const timeoutMs = 30_000;

/**
 * Not by `fetch`: Node's sends `Sec-Fetch-Mode: cors` whatever it is told.
 * @param trusted a server whose certificate is to be trusted, beside what Node.js trusts
 */
export function sendOverHttp(trusted?: TrustedServer): Send {
  return async (request) => {
    const { url } = request;
    try {
      return await exchange(request, trusted?.origin === url.origin ? trusted.ca : undefined);
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message || String(cause) : String(cause);
      throw new Error(`Nothing could be had from ${url.origin}${url.pathname}: ${reason}`, {
        cause,
      });
    }
  };
}

async function exchange(
  { url, method, headers, body }: HttpRequest,
  ca: string | undefined,
): Promise<HttpAnswer> {
  const call = (url.protocol === 'https:' ? requestHttps : requestHttp)({
    // A server that is closed at the end of a test must not wait for a connection that is kept alive.
    agent: false,
    method,
    hostname: addressOf(url),
    port: url.port,
    path: url.pathname + url.search,
    headers: { host: url.host, ...headers },
    signal: AbortSignal.timeout(timeoutMs),
    ...(ca !== undefined && { ca }),
  });
  return new Promise((resolve, reject) => {
    call.once('error', reject);
    call.once('response', (answer) => {
      const received = new Headers();
      for (const [name, values] of Object.entries(answer.headersDistinct)) {
        for (const value of values ?? []) received.append(name, value);
      }
      text(answer).then(
        (body) => resolve({ status: answer.statusCode ?? 0, headers: received, text: body }),
        reject,
      );
    });
    call.end(body);
  });
}

/** Every name under `localhost` is this machine, as browsers have it (RFC 6761 section 6.3). */
function addressOf({ hostname }: URL): string {
  return hostname.endsWith('.localhost') ? 'localhost' : hostname.replace(/^\[|\]$/g, '');
}
