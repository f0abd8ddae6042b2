import { request } from 'node:https';
import { Readable } from 'node:stream';
import { isLoopback } from '../environment/loopback.js';
import type { ResolvedSettings } from '../environment/environment.js';
import { isRecord } from '../environment/checks.js';
import { isNative } from './redirect-uris.js';

export type Fetch = typeof globalThis.fetch;

/** As oidc-provider has it, which would count only after all was read. */
const limitBytes = 5 * 1024;

/**
 * How oidc-provider fetches a client id metadata document (draft-ietf-oauth-client-id-metadata-document). Its own guard
 * hangs up on every address that is not public, so that a client id makes the emulator fetch nothing of a private
 * network. `loopback` goes around it for servers on this machine, which have no certificate that anybody trusts.
 */
export function clientMetadataFetch(setting: ResolvedSettings['clientIdMetadata']): Fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const own = setting === 'loopback' && isLoopback(url.hostname);
    const response = own
      ? await fetchFromLoopback(url, init?.signal ?? undefined)
      : await globalThis.fetch(input, init);
    return response.status === 200 ? readDocument(url, response) : response;
  };
}

/** Hands on what oidc-provider understands of the document; anything else it shall judge itself. */
async function readDocument(url: URL, response: Response): Promise<Response> {
  const text = await readText(response);
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

/** @throws Error at the first byte too many: whose document it is can be anybody */
async function readText({ body }: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > limitBytes) throw new Error('the document is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
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

function fetchFromLoopback(url: URL, signal: AbortSignal | undefined): Promise<Response> {
  return new Promise((resolve, reject) => {
    const headers = { accept: 'application/json' };
    const call = request(url, { headers, rejectUnauthorized: false, signal }, (answer) => {
      if (answer.statusCode === 200) {
        resolve(new Response(Readable.toWeb(answer) as ReadableStream<Uint8Array>));
      } else {
        answer.destroy();
        reject(new Error(`the document was answered with ${answer.statusCode}`));
      }
    });
    call.once('error', reject);
    call.end();
  });
}
