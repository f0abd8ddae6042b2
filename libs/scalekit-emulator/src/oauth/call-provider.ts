import { ServerResponse, type IncomingMessage } from 'node:http';
import type { Provider } from 'oidc-provider';
import { reworded, type Exchange, type Reply } from '../server/exchange.js';

export interface ProviderCall {
  method: 'GET' | 'POST';
  /** Path and query as the provider knows them. */
  target: string;
  body?: string;
  cookie?: string;
}

const exchanges = new WeakMap<IncomingMessage, Exchange>();

/** The exchange that a call into oidc-provider belongs to, for the hooks that it calls back. */
export function exchangeOf(request: IncomingMessage): Exchange {
  const exchange = exchanges.get(request);
  if (!exchange) throw new Error('oidc-provider was called from outside callProvider');
  return exchange;
}

/**
 * Has oidc-provider answer, and returns the answer instead of sending it. Its cookies stay out on both sides: they would
 * bind a login to one browser and remember the user for the next, and Scalekit's flow is known by its `state` alone.
 */
export async function callProvider(
  provider: Provider,
  exchange: Exchange,
  { method, target, body, cookie }: ProviderCall,
): Promise<Reply> {
  const { cookie: _, ...ownHeaders } = exchange.request.headers;
  const request = reworded(exchange.request, {
    method,
    url: target,
    headers: cookie === undefined ? ownHeaders : { ...ownHeaders, cookie },
    // oidc-provider takes a body that was read already from here.
    body,
  }) as IncomingMessage;
  exchanges.set(request, exchange);

  const response = new ServerResponse(request);
  let answer = '';
  response.end = (chunk?: unknown) => {
    if (typeof chunk === 'string' || chunk instanceof Uint8Array) {
      answer = Buffer.from(chunk as Uint8Array).toString('utf8');
    }
    return response;
  };
  await provider.callback()(request, response);
  const headers = headersOf(response);
  const { cookies } = exchange;
  return {
    status: response.statusCode,
    headers: cookies.length > 0 ? { ...headers, 'set-cookie': cookies } : headers,
    body: answer,
  };
}

function headersOf(response: ServerResponse): Reply['headers'] {
  const names = response.getHeaderNames().filter((name) => !ownToTheCall.has(name));
  return Object.fromEntries(
    names.map((name) => {
      const value = response.getHeader(name);
      return [name, Array.isArray(value) ? value : String(value)];
    }),
  );
}

const ownToTheCall = new Set(['set-cookie', 'content-length']);
