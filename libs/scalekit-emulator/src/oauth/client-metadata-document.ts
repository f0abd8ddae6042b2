import { request } from 'node:https';
import { isLoopback } from '../environment/loopback.js';
import type { ResolvedSettings } from '../environment/environment.js';
import { isNative } from './client-registration.js';
import { isRecord } from '../environment/checks.js';

export type Fetch = typeof globalThis.fetch;

/**
 * How oidc-provider fetches a client id metadata document (draft-ietf-oauth-client-id-metadata-document). Its own guard
 * hangs up on every address that is not public, so that a client id makes the emulator fetch nothing of a private
 * network. `loopback` goes around it for servers on this machine, which have no certificate that anybody trusts.
 */
export function clientMetadataFetch(setting: ResolvedSettings['clientIdMetadata']): Fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const own = setting === 'loopback' && isLoopback(url.hostname);
    const response = own ? await fetchFromLoopback(url) : await globalThis.fetch(input, init);
    return response.status === 200 ? readDocument(url, response) : response;
  };
}

/** Hands on what oidc-provider understands of the document; anything else it shall judge itself. */
async function readDocument(url: URL, response: Response): Promise<Response> {
  const text = await response.text();
  const { status, headers } = response;
  try {
    const document: unknown = JSON.parse(text);
    if (isRecord(document) && document['client_id'] === url.href) {
      return Response.json(adapt(document), {
        status,
        headers: cacheHeaders(headers),
      });
    }
  } catch {
    // no JSON
  }
  return new Response(text, { status, headers });
}

/** oidc-provider knows OIDC's scopes only; which others a client may ask for, the MCP server says. */
function adapt(document: Record<string, unknown>): Record<string, unknown> {
  const { scope: _, ...rest } = document;
  return { ...(isNative(rest['redirect_uris']) && { application_type: 'native' }), ...rest };
}

function cacheHeaders(headers: Headers): Headers {
  const kept = ['cache-control', 'expires'].flatMap((name): [string, string][] => {
    const value = headers.get(name);
    return value === null ? [] : [[name, value]];
  });
  return new Headers(kept);
}

function fetchFromLoopback(url: URL): Promise<Response> {
  return new Promise((resolve, reject) => {
    const headers = { accept: 'application/json' };
    const call = request(url, { headers, rejectUnauthorized: false, timeout: 2500 }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.once('error', reject);
      answer.once('end', () =>
        resolve(new Response(Buffer.concat(chunks), { status: answer.statusCode ?? 500 })),
      );
    });
    call.once('timeout', () => call.destroy(new Error('no answer in time')));
    call.once('error', reject);
    call.end();
  });
}
