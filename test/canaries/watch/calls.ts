import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { ClientRequest } from 'node:http';
import { secretsInAuthorization, secretsInUrl } from '../learned.js';
import type { Lookout } from '../lookout.js';

/** As much of undici's request as is looked at, whichever undici it is. */
interface UndiciRequest {
  readonly path: string;
  readonly headers: unknown;
}

/**
 * The requests that this process sends: access tokens are learned from them, and what browsers bring to apps
 * in other processes.
 *
 * @returns ends it: the channels outlive the suite
 */
export function watchCalls({ learn }: Lookout): () => void {
  const ofUndici = (message: unknown): void => {
    const { path, headers } = (message as { request: UndiciRequest }).request;
    learn([...secretsInUrl(path), ...authorizationsIn(headers).flatMap(secretsInAuthorization)]);
  };
  const ofNode = (message: unknown): void => {
    const { request } = message as { request: ClientRequest };
    const authorization = request.getHeader('authorization');
    learn([...secretsInUrl(request.path), ...secretsInAuthorization(String(authorization))]);
  };
  subscribe('undici:request:create', ofUndici);
  subscribe('http.client.request.start', ofNode);
  return () => {
    unsubscribe('undici:request:create', ofUndici);
    unsubscribe('http.client.request.start', ofNode);
  };
}

/** Names and values by turns, or one text with lines, as undici 5 has them. */
function authorizationsIn(headers: unknown): string[] {
  if (typeof headers === 'string') {
    return [...headers.matchAll(/^authorization: (.*)\r$/gim)].map(([, value = '']) => value);
  }
  if (!Array.isArray(headers)) return [];
  return headers.flatMap((name, index) =>
    String(name).toLowerCase() === 'authorization' ? [String(headers[index + 1])] : [],
  );
}
